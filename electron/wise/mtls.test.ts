import { afterEach, expect, test } from 'vitest';
import type { ConnectionTarget } from '../connections/target.ts';
import { takeToken } from '../tokens/token-step.ts';
import type { WiseCall } from './client.ts';
import { WiseClients, type CertificateUse } from './clients.ts';
import { requestWiseKey } from './jose-keys.ts';
import { RateLimitWaits } from './rate-limit.ts';
import { StepNotes } from './run-recorder.ts';
import { Secret } from './secret.ts';
import { makeCa, makeClientCertificate } from './testing/certificates.ts';
import { hasOpenssl, startOpensslServer } from './testing/openssl-server.ts';
import { startLinked, type Linked } from './testing/linked.ts';
import { MTLS, startTlsServer, type Handler, type TestServer } from './testing/tls-server.ts';

const CALL: WiseCall = { method: 'GET', path: '/', authorization: { scheme: 'Bearer', token: new Secret('token') } };

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function linked(certificate?: string): Promise<Linked> {
  const side = await startLinked({}, { server: { tls: MTLS }, ...(certificate === undefined ? {} : { certificate }) });
  cleanups.push(() => side.close());
  return side;
}

async function pool(handler: Handler, uses: CertificateUse[] = []) {
  const server = await startTlsServer(handler, { tls: MTLS });
  const clients = new WiseClients(new RateLimitWaits(), {}, { onCertificateUse: async (use) => void uses.push(use) });
  cleanups.push(() => server.close(), () => clients.close());
  const target = async (name: string): Promise<ConnectionTarget> => ({
    id: 'a', name: 'A', environment: 'wise-sandbox', apiUrl: server.url, mtlsUrl: server.url, ca: server.ca.pem, clientId: 'c', clientSecret: new Secret('s'),
    certificate: await makeClientCertificate(server.ca, name),
  });
  return { server, clients, target };
}

const clientsSeen = ({ received }: TestServer) => received.map(({ client }) => client);

test('every call carries the certificate, the one for the token too, and each says so', async () => {
  const { tokens, link, wise } = await linked('October');
  const { answer } = await tokens.authorized(link, (token) => requestWiseKey(link.client, token, 'ES512'));
  expect(wise.received.map(({ path, client }) => [path.split('?')[0], client])).toEqual([['/oauth/token', 'October'], ['/v1/auth/jose/response/public-keys', 'October']]);
  expect((await tokens.get(link)).token.exchange.tls).toMatchObject({ clientCertificate: 'sent', certificateName: 'October' });
  expect(answer.exchange.tls).toMatchObject({ clientCertificate: 'sent', protocol: 'TLS 1.3', cipher: 'TLS_AES_256_GCM_SHA384', serverChain: [{ subject: 'CN=Test server' }, { subject: 'CN=Test CA' }] });
});

test('a token that is fetched without the certificate fails, and is not told as a success', async () => {
  const { tokens, link, audit, wise } = await linked();
  await expect(tokens.get(link)).rejects.toMatchObject({ code: 'MTLS_CERT_MISSING' });
  expect(audit.kinds()).toEqual(['token.fetched refused']);
  expect(wise.received).toEqual([]);
});

test('a token goes with the certificate it was fetched with', async () => {
  const { tokens, clients, link, wise } = await linked('October');
  await tokens.get(link);
  const next = clients.link({ ...link.target, certificate: await makeClientCertificate(wise.ca, 'November') });
  expect((await tokens.get(next)).from).toBe('wise');
  expect(clientsSeen(wise)).toEqual(['October', 'November']);
});

test('a step shows TLS and the certificate as facts', async () => {
  const { tokens, link, now } = await linked('October');
  const notes = new StepNotes('');
  await takeToken(tokens, link, now, notes);
  expect(notes.facts).toEqual(expect.arrayContaining([
    { label: 'TLS', value: 'TLS 1.3, TLS_AES_256_GCM_SHA384' }, { label: 'Client certificate', value: 'sent: “October”, less than a day left' },
  ]));
});

test('200 calls use few connections, and each handshake is one use', async () => {
  const uses: CertificateUse[] = [];
  const { server, clients, target } = await pool(() => ({}), uses);
  const { client } = clients.link(await target('October'));
  for (let batch = 0; batch < 20; batch += 1) await Promise.all(Array.from({ length: 10 }, () => client.send(CALL)));
  expect(server.received).toHaveLength(200);
  expect(server.handshakes.length).toBeLessThanOrEqual(6);
  expect(uses).toHaveLength(server.handshakes.length);
  expect(uses[0]).toMatchObject({ certificate: { id: 'October' }, connectionName: 'A', host: new URL(server.url).host });
});

test('a switch amid slow calls loses none, and nothing goes out with the old certificate afterwards', async () => {
  const release = Promise.withResolvers<void>();
  const { server, clients, target } = await pool(async ({ path }) => {
    if (path === '/slow') await release.promise;
    return {};
  });
  const old = clients.link(await target('October')).client;
  // One of each: under way, and kept alive without a call.
  await Promise.all([old.send(CALL), old.send(CALL)]);
  const slow = [1, 2, 3].map(() => old.send({ ...CALL, path: '/slow' }));
  await expect.poll(() => server.received.filter(({ path }) => path === '/slow')).toHaveLength(3);
  const before = server.received.length;

  const next = clients.link(await target('November')).client;
  expect(clients.newestTls('a')).toBeUndefined();
  const after = await Promise.all([next.send(CALL), old.send(CALL), next.send(CALL)]);
  expect(clientsSeen(server).slice(before)).toEqual(['November', 'November', 'November']);
  expect(after.map(({ exchange }) => exchange.tls?.certificateName)).toEqual(['November', 'November', 'November']);

  release.resolve();
  const ended = await Promise.all(slow);
  expect(ended.map(({ status, exchange }) => [status, exchange.tls?.certificateName])).toEqual([[200, 'October'], [200, 'October'], [200, 'October']]);
  expect(clients.newestTls('a')).toMatchObject({ certificateName: 'November' });
});

test('after a switch the old connections are closed: idle ones at once, the others after their call', async () => {
  const release = Promise.withResolvers<void>();
  const { server, clients, target } = await pool(async ({ path }) => {
    if (path === '/slow') await release.promise;
    return {};
  });
  const old = clients.link(await target('October')).client;
  await Promise.all([old.send(CALL), old.send(CALL), old.send(CALL)]);
  const slow = old.send({ ...CALL, path: '/slow' });
  await expect.poll(() => server.received).toHaveLength(4);
  clients.link(await target('November'));
  await expect.poll(() => server.open()).toBe(1);
  release.resolve();
  expect((await slow).status).toBe(200);
  await expect.poll(() => server.open()).toBe(0);
});

test('a lock ends the calls of a client that is draining', async () => {
  const { server, clients, target } = await pool(() => undefined);
  const slow = clients.link(await target('October')).client.send(CALL).catch((thrown: unknown) => thrown);
  await expect.poll(() => server.received).toHaveLength(1);
  clients.link(await target('November'));
  await clients.close();
  expect(await slow).toMatchObject({ code: 'CANCELLED' });
  await expect.poll(() => server.open()).toBe(0);
});

test('a wait for a 429 that outlasts a switch goes on with the new certificate', async () => {
  const answers = [{ status: 429, headers: { 'retry-after': '1' } }, { status: 200 }];
  const { server, clients, target } = await pool(() => answers.shift());
  const sent = clients.link(await target('October')).client.send(CALL);
  await expect.poll(() => server.received).toHaveLength(1);
  clients.link(await target('November'));
  expect((await sent).status).toBe(200);
  expect(clientsSeen(server)).toEqual(['October', 'November']);
});

test('a client apart leaves the connection’s own and what is shown of it alone, and is closed afterwards', async () => {
  const { server, clients, target } = await pool(() => ({}));
  const own = clients.link(await target('October'));
  await own.client.send(CALL);
  const answer = await clients.apart(await target('November'), ({ client }) => client.send(CALL));
  expect(answer.exchange.tls).toMatchObject({ certificateName: 'November' });
  expect(clients.link(own.target).client).toBe(own.client);
  expect(clients.newestTls('a')).toMatchObject({ certificateName: 'October' });
  await expect.poll(() => server.open()).toBe(1);
});

test('what cannot be put on record is not handed out', async () => {
  const { clients: _, target } = await pool(() => ({}));
  const clients = new WiseClients(new RateLimitWaits(), {}, { onCertificateUse: () => Promise.reject(new Error('disk full')) });
  cleanups.push(() => clients.close());
  await expect(clients.link(await target('October')).client.send(CALL)).rejects.toThrow();
});

test('the private key is in nothing that can be printed', async () => {
  const { clients, target } = await pool(() => ({}));
  const own = clients.link(await target('October'));
  const printed = JSON.stringify([(await own.client.send(CALL)).exchange, clients.newestTls('a')]);
  expect(printed).not.toMatch(/PRIVATE KEY|BEGIN/);
});

test.runIf(hasOpenssl).each(['-tls1_2', '-tls1_3'] as const)('a certificate that the server turns down was shown to it, and that is on record: %s', async (version) => {
  const uses: CertificateUse[] = [];
  const [ca, stranger] = [await makeCa(), await makeCa('Stranger')];
  const server = await startOpensslServer(ca, version);
  const clients = new WiseClients(new RateLimitWaits(), {}, { onCertificateUse: async (use) => void uses.push(use) });
  cleanups.push(() => server.close(), () => clients.close());
  const target: ConnectionTarget = {
    id: 'a', name: 'A', environment: 'wise-sandbox', apiUrl: server.url, mtlsUrl: server.url, ca: ca.pem, clientId: 'c', clientSecret: new Secret('s'), certificate: await makeClientCertificate(stranger, 'October'),
  };
  await expect(clients.link(target).client.send(CALL)).rejects.toMatchObject({ code: expect.stringMatching(/^MTLS_/) });
  expect(uses.length).toBeGreaterThan(0);
  uses.length = 0;
  await expect(clients.probe(target)).rejects.toMatchObject({ code: expect.stringMatching(/^MTLS_/) });
  expect(uses).toMatchObject([{ certificate: { id: 'October' }, host: new URL(server.url).host }]);
});
