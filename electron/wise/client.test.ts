import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { toWireError } from '../../shared/errors.ts';
import { WiseClient, type Limits, type WiseCall } from './client.ts';
import { RateLimitWaits } from './rate-limit.ts';
import { Secret } from './secret.ts';
import { startTlsServer, type Handler, type TestServer } from './testing/tls-server.ts';
import type { ServerCertificateOptions } from './testing/certificates.ts';

const TOKEN = 'very-secret-token-82f1';
const CALL: WiseCall = { method: 'GET', path: '/v1/x?y=1', authorization: { scheme: 'Bearer', token: new Secret(TOKEN) } };
const ok: Handler = () => ({ body: 'ok' });

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function clientFor(apiUrl: string, ca?: string, limits: Partial<Limits> = {}, waits = new RateLimitWaits()): WiseClient {
  const client = new WiseClient({ apiUrl, tls: ca === undefined ? {} : { ca }, waits, limits });
  cleanups.push(() => client.close());
  return client;
}

async function server(handler: Handler, options: ServerCertificateOptions = {}): Promise<TestServer> {
  const started = await startTlsServer(handler, options);
  cleanups.push(() => started.close());
  return started;
}

async function linked(handler: Handler, limits: Partial<Limits> = {}) {
  const waits = new RateLimitWaits();
  const wise = await server(handler);
  return { wise, waits, client: clientFor(wise.url, wise.ca.pem, limits, waits) };
}

test('sends over TLS, with a fresh correlation id per call, and answers body, trace id and a redacted exchange', async () => {
  const { wise, client } = await linked(ok);
  const [first, second] = [await client.send(CALL), await client.send(CALL)];
  expect(wise.received[0]).toMatchObject({ method: 'GET', path: '/v1/x?y=1', headers: { authorization: `Bearer ${TOKEN}`, 'accept-encoding': 'identity' } });
  expect(first.body.reveal()).toBe('ok');
  expect(first.exchange).toMatchObject({ method: 'GET', path: '/v1/x?y=1', status: 200, traceId: 'trace-of-the-test', requestHeaders: { Authorization: 'Bearer [secret]' } });
  expect(wise.received.map((request) => request.headers['x-external-correlation-id'])).toEqual([first.exchange.correlationId, second.exchange.correlationId]);
  expect(first.exchange.correlationId).toMatch(/^[\da-f-]{36}$/);
  expect(first.exchange.correlationId).not.toBe(second.exchange.correlationId);
});

test('a token appears in no answer, exchange or error, even when the server quotes it', async () => {
  const quoting: Handler = () => ({ status: 400, headers: { 'www-authenticate': `Bearer error="${TOKEN}"` }, body: JSON.stringify({ error: 'invalid_token', error_description: `Invalid access token: ${TOKEN}` }) });
  const { wise, client } = await linked(quoting);
  const basic = { scheme: 'Basic', id: 'me', secret: new Secret(TOKEN) } as const;
  const answers = [await client.send(CALL), await client.send({ ...CALL, authorization: basic })];
  const cut = clientFor(wise.url, undefined);
  const failure: unknown = await cut.send(CALL).catch((thrown: unknown) => thrown);
  const printed = [...answers, failure, client].flatMap((value) => [inspect(value, { depth: 12, showHidden: true }), JSON.stringify(value)]);
  const revealed = answers.map((answer) => answer.body.reveal());
  expect([...printed, ...revealed, JSON.stringify(toWireError(failure))].join('\n')).not.toContain(TOKEN);
  expect(revealed[0]).toContain('Invalid access token: [secret]');
  expect(printed.join('\n')).not.toContain(Buffer.from(`me:${TOKEN}`).toString('base64'));
});

test.each(['https://elsewhere.invalid/v1/x', '//elsewhere.invalid/v1/x', 'http://localhost/v1/x', 'https://user:pass@localhost/v1/x'])(
  'sends nothing to another origin: %s',
  async (path) => {
    const { wise, client } = await linked(ok);
    await expect(client.send({ ...CALL, path })).rejects.toMatchObject({ code: 'HOST_FORBIDDEN' });
    expect(wise.received).toEqual([]);
  },
);

test('another port of the same host is another origin', async () => {
  const [mine, other] = [await linked(ok), await server(ok)];
  await expect(mine.client.send({ ...CALL, path: `${other.url}/v1/x` })).rejects.toMatchObject({ code: 'HOST_FORBIDDEN', details: { path: '/v1/x' } });
  expect(other.received).toEqual([]);
});

test('never speaks plain HTTP', async () => {
  await expect(clientFor('http://localhost:1').send(CALL)).rejects.toMatchObject({ code: 'HOST_FORBIDDEN' });
});

test.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
  const target = await server(ok);
  const { wise, client } = await linked(() => ({ status, headers: { location: `${target.url}/stolen` } }));
  await expect(client.send(CALL)).rejects.toMatchObject({ code: 'WISE_REDIRECTED', details: { status, traceId: 'trace-of-the-test' } });
  expect(target.received).toEqual([]);
  expect(wise.received).toHaveLength(1);
});

test('a refused connection is WISE_UNREACHABLE', async () => {
  const gone = await startTlsServer(ok);
  await gone.close();
  await expect(clientFor(gone.url, gone.ca.pem).send(CALL)).rejects.toMatchObject({ code: 'WISE_UNREACHABLE', details: { reason: 'ECONNREFUSED', path: '/v1/x' } });
});

test('a host that has no address is WISE_UNREACHABLE', async () => {
  await expect(clientFor('https://nowhere.invalid').send(CALL)).rejects.toMatchObject({
    code: 'WISE_UNREACHABLE', details: { host: 'nowhere.invalid', reason: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) },
  });
});

test('a cut connection is WISE_UNREACHABLE, and the call is not repeated', async () => {
  const { wise, client } = await linked((_, res) => void res.destroy());
  await expect(client.send({ ...CALL, method: 'POST', body: 'x' })).rejects.toMatchObject({ code: 'WISE_UNREACHABLE', details: { reason: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/) } });
  expect(wise.received).toHaveLength(1);
});

test('a connection cut in the middle of the answer is WISE_UNREACHABLE', async () => {
  const { client } = await linked((_, res) => {
    res.writeHead(200, { 'content-length': '100' });
    res.write('half', () => res.destroy());
    return undefined;
  });
  await expect(client.send(CALL)).rejects.toMatchObject({ code: 'WISE_UNREACHABLE' });
});

test('a server that never answers is WISE_TIMEOUT', async () => {
  const { client } = await linked(() => undefined, { headersMs: 50 });
  await expect(client.send(CALL)).rejects.toMatchObject({ code: 'WISE_TIMEOUT', details: { reason: 'UND_ERR_HEADERS_TIMEOUT', correlationId: expect.any(String) } });
});

test('an answer that stops half-way is WISE_TIMEOUT', async () => {
  const { client } = await linked((_, res) => void res.writeHead(200).write('half'), { bodyMs: 50 });
  await expect(client.send(CALL)).rejects.toMatchObject({ code: 'WISE_TIMEOUT', details: { reason: 'UND_ERR_BODY_TIMEOUT' } });
});

test('an answer that trickles for ever is WISE_TIMEOUT', async () => {
  const { client } = await linked((_, res) => {
    const drip = setInterval(() => res.write('.'), 10);
    res.on('close', () => clearInterval(drip));
    return undefined;
  }, { totalMs: 150 });
  await expect(client.send(CALL)).rejects.toMatchObject({ code: 'WISE_TIMEOUT', details: { reason: 'TOTAL_TIMEOUT' } });
});

test('a handshake that never ends is WISE_TIMEOUT', async () => {
  const mute = createTcpServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  cleanups.push(async () => mute.close());
  const client = clientFor(`https://127.0.0.1:${(mute.address() as AddressInfo).port}`, undefined, { connectMs: 50 });
  await expect(client.send(CALL)).rejects.toMatchObject({ code: 'WISE_TIMEOUT', details: { reason: 'UND_ERR_CONNECT_TIMEOUT' } });
});

test('a certificate of an unknown CA is WISE_TLS_UNTRUSTED, and nothing is sent', async () => {
  const wise = await server(ok);
  await expect(clientFor(wise.url).send(CALL)).rejects.toMatchObject({ code: 'WISE_TLS_UNTRUSTED', details: { reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', issuer: 'CN=Test CA' } });
  expect(wise.received).toEqual([]);
});

test('no environment variable switches the check off', async () => {
  const wise = await server(ok);
  // Node warns of it once, which is as it should be, but not in the output of the tests.
  vi.spyOn(process, 'emitWarning').mockReturnValue();
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  cleanups.push(async () => void Reflect.deleteProperty(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED'));
  await expect(clientFor(wise.url).send(CALL)).rejects.toMatchObject({ code: 'WISE_TLS_UNTRUSTED' });
});

test('a certificate for another host name is WISE_TLS_WRONG_HOST', async () => {
  const wise = await server(ok, { names: [{ type: 'dns', value: 'another.invalid' }] });
  await expect(clientFor(wise.url, wise.ca.pem).send(CALL)).rejects.toMatchObject({ code: 'WISE_TLS_WRONG_HOST', details: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID', issuer: 'CN=Test CA' } });
  expect(wise.received).toEqual([]);
});

test('an expired certificate is WISE_TLS_EXPIRED', async () => {
  const wise = await server(ok, { notAfter: new Date(Date.now() - 3_600_000) });
  await expect(clientFor(wise.url, wise.ca.pem).send(CALL)).rejects.toMatchObject({ code: 'WISE_TLS_EXPIRED', details: { reason: 'CERT_HAS_EXPIRED', issuer: 'CN=Test CA' } });
});

test('something that speaks no TLS is WISE_TLS_PROXY', async () => {
  const plain = createTcpServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-test\r\n')).listen(0, '127.0.0.1');
  await once(plain, 'listening');
  cleanups.push(async () => plain.close());
  const client = clientFor(`https://127.0.0.1:${(plain.address() as AddressInfo).port}`);
  await expect(client.send(CALL)).rejects.toMatchObject({ code: 'WISE_TLS_PROXY', details: { reason: expect.stringMatching(/^ERR_SSL_/) } });
});

test('an answer over the limit is WISE_ANSWER_INVALID', async () => {
  const { client } = await linked(() => ({ body: 'x'.repeat(2000) }), { answerBytes: 1000 });
  await expect(client.send(CALL)).rejects.toMatchObject({ code: 'WISE_ANSWER_INVALID', details: { reason: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' } });
});

test('a signal ends a call with CANCELLED', async () => {
  const controller = new AbortController();
  const { client } = await linked(() => void controller.abort());
  await expect(client.send({ ...CALL, signal: controller.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('closing ends a call under way with CANCELLED', async () => {
  const { client } = await linked(() => void client.close());
  await expect(client.send(CALL)).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('a 429 is waited out where it can be seen, and the call repeated once it is over', async () => {
  let calls = 0;
  const { wise, waits, client } = await linked(() => {
    calls += 1;
    return calls === 1 ? { status: 429, headers: { 'retry-after': '1', 'x-rate-limited-by': 'application' } } : { body: 'ok' };
  });
  const sent = client.send(CALL);
  await expect.poll(() => waits.list()).toMatchObject([{ path: '/v1/x?y=1', limitedBy: 'application' }]);
  const answer = await sent;
  expect(answer.exchange.waitedMs).toBe(1000);
  expect(waits.list()).toEqual([]);
  expect(wise.received).toHaveLength(2);
});

test('a wait can be cancelled, and then nothing more is sent', async () => {
  const { wise, waits, client } = await linked(() => ({ status: 429, headers: { 'retry-after': '50' } }));
  const sent = client.send(CALL).catch((thrown: unknown) => thrown);
  await expect.poll(() => waits.list()).toHaveLength(1);
  waits.cancel(waits.list()[0]!.id);
  expect(await sent).toMatchObject({ code: 'CANCELLED' });
  expect(wise.received).toHaveLength(1);
});

test('after two waits the third 429 is WISE_RATE_LIMITED', async () => {
  const { wise, client } = await linked(() => ({ status: 429, headers: { 'retry-after': '0' }, body: '{"message":"slow down"}' }));
  await expect(client.send(CALL)).rejects.toMatchObject({ code: 'WISE_RATE_LIMITED', details: { status: 429, retryAfterMs: 0, wiseMessage: 'slow down' } });
  expect(wise.received).toHaveLength(3);
});

test.each([['61', 61_000], [undefined, undefined]])('a 429 with Retry-After %s is not waited for', async (header, retryAfterMs) => {
  const { wise, client } = await linked(() => ({ status: 429, headers: header === undefined ? {} : { 'retry-after': header } }));
  const failure = (await client.send(CALL).catch((thrown: unknown) => thrown)) as { code: string; details: { retryAfterMs?: number } };
  expect(failure.code).toBe('WISE_RATE_LIMITED');
  expect(failure.details.retryAfterMs).toBe(retryAfterMs);
  expect(wise.received).toHaveLength(1);
});

test('a trace id without end is cut: it is kept with tokens and in the log', async () => {
  const { client } = await linked(() => ({ status: 401, headers: { 'x-trace-id': 't'.repeat(8000) } }));
  const { exchange } = await client.send(CALL);
  expect(exchange.traceId).toBe('t'.repeat(200));
});
