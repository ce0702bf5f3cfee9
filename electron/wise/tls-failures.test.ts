import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../shared/days.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { WiseClient, type WiseCall } from './client.ts';
import { RateLimitWaits } from './rate-limit.ts';
import { Secret } from './secret.ts';
import { makeCa, makeClientCertificate, type Dates } from './testing/certificates.ts';
import { hasOpenssl, startOpensslServer } from './testing/openssl-server.ts';
import { MTLS, startTlsServer, type TestServerOptions } from './testing/tls-server.ts';
import { explainFailure } from './tls-failures.ts';
import { probeTls, type TlsPeer } from './tls.ts';

const CALL: WiseCall = { method: 'GET', path: '/v1/x', authorization: { scheme: 'Bearer', token: new Secret('token') } };

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function clientFor(apiUrl: string, tls: TlsPeer): WiseClient {
  const client = new WiseClient({ apiUrl, tls, waits: new RateLimitWaits() });
  cleanups.push(() => client.close());
  return client;
}

const caught = (thrown: unknown) => thrown;

/** What a call fails with, and what a bare handshake does. */
async function failures(url: string, peer: TlsPeer) {
  return [await clientFor(url, peer).send(CALL).catch(caught), await probeTls(url, peer, 5000).catch(caught)];
}

async function tcp(onSocket: (socket: Socket) => void): Promise<string> {
  const server = createTcpServer((socket) => onSocket(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(async () => server.close());
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}

async function tlsServer(options: TestServerOptions = {}) {
  const server = await startTlsServer(() => ({}), options);
  cleanups.push(() => server.close());
  return server;
}

const ALERTS: [alert: number, withCertificate: ErrorCode, without: ErrorCode][] = [
  [40, 'MTLS_HANDSHAKE', 'MTLS_HANDSHAKE'],
  [42, 'MTLS_CERT_REFUSED', 'MTLS_CERT_MISSING'],
  [43, 'MTLS_CERT_REFUSED', 'MTLS_CERT_MISSING'],
  [44, 'MTLS_CERT_REVOKED', 'MTLS_CERT_REVOKED'],
  [45, 'MTLS_CERT_EXPIRED', 'MTLS_CERT_EXPIRED'],
  [46, 'MTLS_CERT_REFUSED', 'MTLS_CERT_MISSING'],
  [48, 'MTLS_UNKNOWN_CA', 'MTLS_UNKNOWN_CA'],
  [49, 'MTLS_CERT_REFUSED', 'MTLS_CERT_MISSING'],
  [80, 'WISE_UNREACHABLE', 'WISE_UNREACHABLE'],
  [116, 'MTLS_CERT_MISSING', 'MTLS_CERT_MISSING'],
];

test.each(ALERTS)('alert %i is %s with a certificate and %s without', async (alert, withCertificate, without) => {
  const url = await tcp((socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, alert]))));
  const certificate = await makeClientCertificate(await makeCa(), 'October');
  for (const error of await failures(url, { certificate })) expect(error).toMatchObject({ code: withCertificate, details: { alert } });
  for (const error of await failures(url, {})) expect(error).toMatchObject({ code: without, details: { alert } });
});

test('alert 40 without a certificate, on the mTLS host, is MTLS_CERT_MISSING', async () => {
  const url = await tcp((socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40]))));
  for (const error of await failures(url, { mtlsUrl: url })) expect(error).toMatchObject({ code: 'MTLS_CERT_MISSING', details: { alert: 40 } });
});

describe.skipIf(!hasOpenssl).each(['-tls1_2', '-tls1_3'] as const)('openssl s_server %s', (version) => {
  async function refused(certificateOf: 'none' | 'its CA' | 'another CA', dates: Dates = {}) {
    const ca = await makeCa();
    const server = await startOpensslServer(ca, version);
    cleanups.push(() => server.close());
    const certificate = certificateOf === 'none' ? {} : { certificate: await makeClientCertificate(certificateOf === 'its CA' ? ca : await makeCa('Another CA'), 'October', dates) };
    return failures(server.url, { ca: ca.pem, mtlsUrl: server.url, ...certificate });
  }

  test('no certificate', async () => {
    for (const error of await refused('none')) expect(error).toMatchObject({ code: 'MTLS_CERT_MISSING', details: { alert: version === '-tls1_3' ? 116 : 40 } });
  });

  test('a certificate of an unknown authority', async () => {
    for (const error of await refused('another CA')) expect(error).toMatchObject({ code: 'MTLS_UNKNOWN_CA', details: { alert: 48 } });
  });

  test('an ended certificate', async () => {
    for (const error of await refused('its CA', { notAfter: new Date(Date.now() - DAY_MS) })) expect(error).toMatchObject({ code: 'MTLS_CERT_EXPIRED', details: { alert: 45 } });
  });

  test('one that fits is taken', async () => {
    for (const result of await refused('its CA')) expect(result).not.toHaveProperty('code');
  });
});

test('a server that closes without an alert has refused the certificate', async () => {
  const server = await tlsServer({ tls: MTLS });
  const certificate = await makeClientCertificate(await makeCa('Another CA'), 'October');
  const peer = { ca: server.ca.pem, certificate, mtlsUrl: server.url };
  await expect(clientFor(server.url, peer).send(CALL)).rejects.toMatchObject({ code: 'MTLS_CERT_REFUSED', details: { reason: 'CLOSED_WITHOUT_ALERT', path: '/v1/x' } });
  expect(server.received).toEqual([]);
});

test('a connection that has answered before and is cut then is no matter of certificates', async () => {
  const server = await startTlsServer(({ path }, res) => (path === '/v1/x' ? {} : void res.destroy()), { tls: MTLS });
  cleanups.push(() => server.close());
  const client = clientFor(server.url, { ca: server.ca.pem, certificate: await makeClientCertificate(server.ca, 'October'), mtlsUrl: server.url });
  for (let calls = 0; calls < 2; calls += 1) await client.send(CALL);
  await expect(client.send({ ...CALL, path: '/cut' })).rejects.toMatchObject({ code: 'WISE_UNREACHABLE' });
});

test('a certificate that nobody asked for changes no answer', async () => {
  const server = await tlsServer();
  const certificate = await makeClientCertificate(server.ca, 'October');
  const { exchange } = await clientFor(server.url, { ca: server.ca.pem, certificate }).send(CALL);
  expect(exchange.tls).toMatchObject({ clientCertificate: 'not-asked', certificateName: 'October' });
  expect(server.received).toMatchObject([{ client: undefined }]);
});

test('plain HTTP in place of TLS is a proxy', async () => {
  const url = await tcp((socket) => socket.once('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')));
  for (const error of await failures(url, {})) expect(error).toMatchObject({ code: 'WISE_TLS_PROXY', details: { reason: 'ERR_SSL_WRONG_VERSION_NUMBER' } });
});

test('a certificate of a stranger’s for the right host is a proxy on Wise’s hosts, and names it', async () => {
  const server = await tlsServer({ ca: await makeCa('Corporate Inspection') });
  for (const error of await failures(server.url, {})) expect(error).toMatchObject({ code: 'WISE_TLS_UNTRUSTED', details: { issuer: 'CN=Corporate Inspection' } });
  const untrusted = Object.assign(new Error(''), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
  const known = { url: new URL(server.url), hasCertificate: true, asked: undefined, isMtlsHost: false, isWiseHost: true, isFresh: false };
  expect(await explainFailure(untrusted, {}, known)).toMatchObject({ code: 'WISE_TLS_PROXY', details: { issuer: 'CN=Corporate Inspection', reason: 'SELF_SIGNED_CERT_IN_CHAIN' } });
  expect(server.received).toEqual([]);
});

test('a stranger’s certificate for another host is no proxy', async () => {
  const server = await tlsServer({ names: [{ type: 'dns', value: 'elsewhere.invalid' }] });
  const untrusted = Object.assign(new Error(''), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
  const known = { url: new URL(server.url), hasCertificate: false, asked: undefined, isMtlsHost: false, isWiseHost: true, isFresh: false };
  expect(await explainFailure(untrusted, {}, known)).toMatchObject({ code: 'WISE_TLS_UNTRUSTED' });
});

test('the look at a stranger shows no client certificate and sends nothing', async () => {
  // TLS 1.2, where the server is done before the client is.
  const server = await tlsServer({ tls: { requestCert: true, rejectUnauthorized: false, maxVersion: 'TLSv1.2' } });
  const certificate = await makeClientCertificate(server.ca, 'October');
  const known = { url: new URL(server.url), hasCertificate: true, asked: undefined, isMtlsHost: true, isWiseHost: false, isFresh: false };
  await explainFailure(Object.assign(new Error(certificate.name), { code: 'CERT_HAS_EXPIRED' }), {}, known);
  await expect.poll(() => server.handshakes).toEqual([undefined]);
  await expect.poll(() => server.open()).toBe(0);
  expect(server.received).toEqual([]);
});

test.each([
  ['WISE_TLS_WRONG_HOST', { names: [{ type: 'dns', value: 'elsewhere.invalid' }] }],
  ['WISE_TLS_EXPIRED', { notAfter: new Date(Date.now() - DAY_MS) }],
  ['WISE_TLS_NOT_YET_VALID', { notBefore: new Date(Date.now() + DAY_MS / 2) }],
] as const)('%s', async (code, options) => {
  const server = await tlsServer({ ...options, names: 'names' in options ? [...options.names] : [{ type: 'dns', value: 'localhost' }] });
  for (const error of await failures(server.url, { ca: server.ca.pem })) expect(error).toMatchObject({ code, details: { issuer: 'CN=Test CA' } });
});

test('a key that does not belong to the certificate is told before anything is sent', async () => {
  const ca = await makeCa();
  const [one, other] = [await makeClientCertificate(ca, 'October'), await makeClientCertificate(ca, 'November')];
  const mixed = { ...one, pem: () => ({ cert: one.cert, key: new Secret(other.key) }) };
  await expect(clientFor('https://localhost:1', { certificate: mixed }).send(CALL)).rejects.toMatchObject({ code: 'CERT_WRONG_KEY' });
});
