import { CompactSign, importJWK } from 'jose';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../electron/app.ts';
import { createMemoryShell } from '../../electron/shell/memory.ts';
import { openProfile } from '../../electron/storage/profile.ts';
import { timed, type Row } from './measure.ts';

const SIGNATURES = 50;
const PATH = '/v1/auth/jose/playground/jws';
const PAYLOAD = JSON.stringify({ message: 'a message of the bench' });

/** ES512 through the use case (key lookup, checks, audit line, count), against bare jose with the same key, header and payload. */
export async function signRow(): Promise<Row> {
  const profile = await openProfile(await mkdtemp(join(tmpdir(), 'bench-sign-')));
  const app = createApp({ shell: createMemoryShell(), profile, version: 'bench', onReady() {}, kdf: { m: 8192, t: 1, p: 1 } });
  const { session, vault, sign } = await app.work();
  await session.create('a passphrase of the bench');
  const answer = await app.onInvoke('portcullis:call', ['keys.create', { algorithm: 'ES512', label: '', validDays: 1 }], { trusted: true, url: '' });
  const keyId = (answer as { value: { id: string } }).value.id;
  const bare = (await importJWK(vault.read().keys[0]!.privateJwk, 'ES512')) as CryptoKey;
  const header = { alg: 'ES512', typ: 'JWT', kid: keyId, url: PATH };
  const each = (one: () => Promise<unknown>) => async () => {
    for (let i = 0; i < SIGNATURES; i++) await one();
  };
  return {
    name: `ES512 signing, ${SIGNATURES} times`, against: 'bare jose', goal: 1.2, pairs: 21,
    ours: () => timed(each(() => sign({ keyId, method: 'POST', path: PATH, payload: PAYLOAD }))),
    raw: () => timed(each(() => new CompactSign(Buffer.from(PAYLOAD)).setProtectedHeader(header).sign(bare))),
    async close() {
      await app.close('quit');
      await profile.close();
      await rm(profile.folder, { recursive: true });
    },
  };
}
