import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from './sandbox.ts';
import { forgeIdentity, issueIdentity, type ClientIdentity } from './testing/client-identity.ts';

const run = promisify(execFile);
let sandbox: Sandbox;
let identity: ClientIdentity;
beforeEach(async () => {
  sandbox = await startSandbox();
  identity = await issueIdentity(sandbox, 'first');
});
afterEach(() => sandbox.close());

const ask = async (shown: Partial<ClientIdentity>): Promise<number> => {
  const agent = new Agent({ connect: { ca: sandbox.caPem, ...shown } });
  try {
    const { statusCode, body } = await request(`${sandbox.info.mtlsUrl}/v1/nothing`, { dispatcher: agent });
    await body.dump();
    return statusCode;
  } finally {
    await agent.destroy();
  }
};

/** Revokes as a client does, over the host without mTLS. */
async function revoke(name: string): Promise<void> {
  const dispatcher = new Agent({ connect: { ca: sandbox.caPem } });
  const { statusCode } = await request(`${sandbox.info.apiUrl}/__sandbox/certificates?name=${name}`, { method: 'DELETE', dispatcher });
  expect(statusCode).toBe(200);
}

const dial = (options: object = {}): TLSSocket => connect({ host: 'localhost', port: Number(new URL(sandbox.info.mtlsUrl).port), ca: sandbox.caPem, ...identity, ...options });

test('a caller with a certificate of Developer Hub is served, with or without its chain', async () => {
  const issuing = sandbox.state()['issuing'] as { certificate: string };
  expect(await ask(identity)).toBe(404);
  expect(await ask({ ...identity, cert: identity.cert + issuing.certificate })).toBe(404);
  expect(await ask({ ...identity, cert: identity.cert + sandbox.caPem })).toBe(404);
});

test('a caller without a certificate is refused by a TLS alert', async () => {
  const [fault] = (await once(dial({ key: undefined, cert: undefined }).resume(), 'error')) as [NodeJS.ErrnoException];
  expect(fault.code).toBe('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
});

test('TLS 1.2 does as well', async () => {
  const socket = dial({ maxVersion: 'TLSv1.2' });
  await once(socket, 'secureConnect');
  socket.write('GET /v1/nothing HTTP/1.1\r\nhost: x\r\n\r\n');
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 404 /);
  socket.destroy();
});

test('what Developer Hub did not issue is refused, whoever signed it, and nothing of the call is read', async () => {
  const other = await startSandbox();
  const strangers = await Promise.all([issueIdentity(other), forgeIdentity(sandbox, 'issuing'), forgeIdentity(sandbox, 'authority')]);
  await other.close();
  for (const stranger of strangers) await expect(ask(stranger)).rejects.toThrow();
  expect(sandbox.log()).toEqual([]);
  expect(await ask(identity)).toBe(404);
});

test('a certificate that is revoked is refused, on open connections and on resumed sessions too; others are not', async () => {
  const second = await issueIdentity(sandbox, 'second');
  const open = dial();
  const session = (once(open, 'session') as Promise<[Buffer]>).then(([ticket]) => ticket);
  await once(open, 'secureConnect');
  open.write('GET /v1/nothing HTTP/1.1\r\nhost: x\r\n\r\n');
  expect(String((await once(open, 'data'))[0])).toMatch(/^HTTP\/1\.1 404 /);
  const resumed = dial({ session: await session });
  await once(resumed, 'secureConnect');
  expect(resumed.isSessionReused()).toBe(true);
  resumed.destroy();

  await revoke('first');
  open.on('error', () => undefined).write('GET /v1/nothing HTTP/1.1\r\nhost: x\r\n\r\n');
  await expect.poll(() => open.closed).toBe(true);
  const again = dial({ session: await session }).on('error', () => undefined).resume();
  let answered = false;
  again.on('data', () => (answered = true)).write('GET /v1/nothing HTTP/1.1\r\nhost: x\r\n\r\n');
  await expect.poll(() => again.closed).toBe(true);
  expect(answered).toBe(false);
  await expect(ask(identity)).rejects.toThrow();
  expect(await ask(second)).toBe(404);
  expect(sandbox.log()).toHaveLength(2);
});

test('revocation outlives a restart', async () => {
  await revoke('first');
  const state = sandbox.state();
  await sandbox.close();
  sandbox = await startSandbox({ state });
  await expect(ask(identity)).rejects.toThrow();
  expect(await ask(await issueIdentity(sandbox, 'second'))).toBe(404);
});

test('curl and openssl s_client get through with key and certificate, and not without', async ({ skip }) => {
  for (const [tool, asking] of [['curl', '--version'], ['openssl', 'version']] as const) if (!(await run(tool, [asking]).catch(() => undefined))) skip(`${tool} is not on PATH`);
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-mtls-'));
  try {
    for (const [name, text] of Object.entries({ 'ca.pem': sandbox.caPem, 'cert.pem': identity.cert, 'key.pem': identity.key })) writeFileSync(join(folder, name), text);
    const curl = (...args: string[]) => run('curl', ['--silent', '--show-error', '--cacert', 'ca.pem', ...args, '-o', 'out', '-w', '%{http_code}', `${sandbox.info.mtlsUrl}/v1/nothing`], { cwd: folder });
    expect((await curl('--cert', 'cert.pem', '--key', 'key.pem')).stdout).toBe('404');
    await expect(curl()).rejects.toMatchObject({ stderr: expect.stringMatching(/alert|certificate required|reset/i) });
    const client = `printf 'GET /v1/nothing HTTP/1.1\\r\\nhost: x\\r\\nconnection: close\\r\\n\\r\\n' | openssl s_client -quiet -verify_return_error -CAfile ca.pem -connect ${new URL(sandbox.info.mtlsUrl).host}`;
    expect((await run('sh', ['-c', `${client} -cert cert.pem -key key.pem`], { cwd: folder })).stdout).toMatch(/^HTTP\/1\.1 404 /);
    expect((await run('sh', ['-c', `${client} || true`], { cwd: folder })).stdout).toBe('');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
