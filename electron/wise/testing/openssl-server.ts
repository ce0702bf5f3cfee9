import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { makeServerCertificate, type TestCa } from './certificates.ts';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** `openssl s_server` that wants a client certificate of `ca`: unlike Node's own servers it says by a genuine alert why it refuses one. */
export async function startOpensslServer(ca: TestCa, version: '-tls1_2' | '-tls1_3'): Promise<{ url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'openssl-server-'));
  const { cert, key } = await makeServerCertificate(ca);
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem'), ca: join(folder, 'ca.pem') };
  await Promise.all([writeFile(files.cert, cert), writeFile(files.key, key), writeFile(files.ca, ca.pem)]);
  const child = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', '-cert', files.cert, '-key', files.key, '-CAfile', files.ca, '-Verify', '2', '-verify_return_error', '-www', version], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  return {
    url: `https://localhost:${await portOf(child.stdout)}`,
    async close() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function portOf(output: Readable): Promise<string> {
  let text = '';
  for await (const chunk of output.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    const port = /^ACCEPT .*:(\d+)$/m.exec(text)?.[1];
    if (port !== undefined) {
      output.resume();
      return port;
    }
  }
  throw new Error(`openssl s_server ended: ${text}`);
}
