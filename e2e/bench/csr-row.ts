import { execFile } from 'node:child_process';
import { KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeCsr, makeKeys } from '../../electron/certificates/csr.ts';
import { timed, type Row } from './measure.ts';

const COUNT = 10;

/** CSRs with a key that is there already, for making one takes as long as chance has it; against `openssl req`, whose start is in its time. */
export async function csrRow(kind: 'EC P-256' | 'RSA 2048'): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-csr-'));
  const keys = await makeKeys(kind);
  const pem = KeyObject.from(keys.privateKey).export({ format: 'pem', type: 'pkcs8' });
  const key = join(folder, 'key.pem');
  await writeFile(key, pem, { mode: 0o600 });
  const openssl = promisify(execFile);
  return {
    name: `CSR of ${kind}, ${COUNT} times`, against: 'openssl req -new -key', goal: 1, pairs: 11,
    ours: () => times(() => makeCsr(kind, keys, [['O', 'Example Ltd'], ['C', 'EE']])),
    raw: () => times(() => openssl('openssl', ['req', '-new', '-key', key, '-subj', '/C=EE/O=Example Ltd', '-out', join(folder, 'request.csr')])),
    close: () => rm(folder, { recursive: true }),
  };
}

function times(one: () => Promise<unknown>): Promise<number> {
  return timed(async () => {
    for (let i = 0; i < COUNT; i += 1) await one();
  });
}
