import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WiseClient } from './client.ts';
import { RateLimitWaits } from './rate-limit.ts';
import { Secret } from './secret.ts';
import { probeTls } from './tls.ts';
import { makeCa, makeServerCertificate } from './testing/certificates.ts';
import { startTlsServer } from './testing/tls-server.ts';

test('tells protocol, cipher and the server’s chain, and sends no request', async () => {
  const notAfter = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000);
  const server = await startTlsServer(() => ({}), { notAfter });
  expect(await probeTls(server.url, { ca: server.ca.pem }, 5000)).toEqual({
    at: expect.stringMatching(/Z$/), host: new URL(server.url).host, protocol: 'TLS 1.3', cipher: 'TLS_AES_256_GCM_SHA384', clientCertificate: 'none',
    serverChain: [{ subject: 'CN=Test server', issuer: 'CN=Test CA', notBefore: expect.any(String), notAfter: notAfter.toISOString(), fingerprint: expect.stringMatching(/^([\dA-F]{2}:){31}[\dA-F]{2}$/) }],
  });
  expect(await probeTls(server.url.replace('localhost', '127.0.0.1'), { ca: server.ca.pem }, 5000)).toMatchObject({ protocol: 'TLS 1.3' });
  await expect(probeTls(server.url, {}, 5000)).rejects.toMatchObject({ code: 'WISE_TLS_UNTRUSTED', details: { reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', issuer: 'CN=Test CA' } });
  expect(server.received).toEqual([]);
  await server.close();
  await expect(probeTls(server.url, {}, 5000)).rejects.toMatchObject({ code: 'WISE_UNREACHABLE', details: { reason: 'ECONNREFUSED' } });
});

test('gives up on a server that is silent, and on one that hangs up', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
  const hangsUp = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await Promise.all([once(silent, 'listening'), once(hangsUp, 'listening')]);
  const url = (server: typeof silent) => `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(probeTls(url(silent), {}, 50)).rejects.toMatchObject({ code: 'WISE_TIMEOUT', details: { reason: 'ETIMEDOUT' } });
  await expect(probeTls(url(hangsUp), {}, 5000)).rejects.toMatchObject({ code: 'WISE_UNREACHABLE', details: { reason: 'ECONNRESET' } });
  silent.close();
  hangsUp.close();
});

test('refuses anything but https', async () => {
  await expect(probeTls('http://localhost:1', {}, 50)).rejects.toMatchObject({ code: 'HOST_FORBIDDEN' });
});

test('a certificate that the server sends beside its own and that cannot be shown ends the chain, not the app', async () => {
  const [ca, other] = [await makeCa(), await makeCa('Beside')];
  const { cert, key } = await makeServerCertificate(ca);
  // The 99th of some month.
  const der = Buffer.from(new X509Certificate(other.pem).raw.toString('latin1').replaceAll(/\d\d(?=\d{6}Z)/g, '99'), 'latin1');
  const beside = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
  const server = await startTlsServer(() => ({}), { ca, tls: { cert: `${cert}\n${beside}`, key } });
  onTestFinished(server.close);
  const { serverChain } = await probeTls(server.url, { ca: ca.pem }, 5000);
  expect(serverChain[0]).toMatchObject({ subject: 'CN=Test server' });
  const client = new WiseClient({ apiUrl: server.url, tls: { ca: ca.pem }, waits: new RateLimitWaits() });
  onTestFinished(() => client.close());
  expect((await client.send({ method: 'GET', path: '/', authorization: { scheme: 'Bearer', token: new Secret('token') } })).status).toBe(200);
});
