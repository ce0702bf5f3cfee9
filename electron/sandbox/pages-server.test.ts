import { request as plainRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from './sandbox.ts';
import { FORM, browse, consentQuery, readForm } from './testing/consent.ts';
import { TestClient } from './testing/client.ts';

let client: TestClient;
let port = 0;
beforeAll(async () => {
  client = new TestClient(await startSandbox());
  port = Number(new URL(client.sandbox.info.pagesUrl).port);
});
afterAll(() => client.close());

const PAGES = ['/', '/__sandbox/developer-hub', '/__sandbox/api-tokens', '/__sandbox/ca.pem', '/phone'];
test.each(PAGES)('it serves %s as the TLS listener does', async (path) => {
  const [plain, tls] = [await browse(client, 'GET', path), await client.call('GET', path)];
  expect([plain.status, plain.text]).toEqual([200, tls.text]);
});

const NOT_HERE: ['GET' | 'POST', string][] = [['POST', '/oauth/token'], ['GET', '/v2/profiles'], ['GET', '/__sandbox/log'], ['POST', '/__sandbox/faults'], ['POST', '/__sandbox/certificates'], ['GET', '/nowhere']];
test.each(NOT_HERE)('it serves nothing else: %s %s', async (method, path) => {
  const headers = { ...(await client.bearer()), ...FORM };
  expect((await browse(client, method, path, { headers })).status).toBe(404);
});

/** Sends with a Host header of its own; answers status and text. */
function askAs(host: string, path: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    plainRequest({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    }).on('error', reject).end();
  });
}

test('another name that leads here is refused (DNS rebinding)', async () => {
  const consent = `/oauth/authorize/?${consentQuery(client)}`;
  for (const host of ['evil.example.com', `evil.example.com:${port}`, '127.0.0.1', '127.0.0.1:1', `[::1]:${port}`, `localhost.evil.example.com:${port}`, `127.0.0.1:${port}.evil.example.com`]) {
    const { status, text } = await askAs(host, consent);
    expect([host, status]).toEqual([host, 421]);
    expect(text).not.toContain('form');
  }
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) expect((await askAs(host, consent)).status).toBe(200);
});

const STRANGERS = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example.com' }, { origin: 'null' }, { origin: 'https://127.0.0.1' }];
test.each(STRANGERS)('a form of another site is refused: %j', async (headers) => {
  const { hidden } = readForm((await browse(client, 'GET', `/oauth/authorize/?${consentQuery(client)}`, { headers: { 'sec-fetch-site': 'cross-site' } })).text);
  const body = String(new URLSearchParams({ ...hidden, decision: 'deny' }));
  expect((await browse(client, 'POST', '/oauth/authorize/', { headers: { ...FORM, ...headers }, body })).status).toBe(403);
  expect((await client.call('POST', '/oauth/authorize/', { headers: { ...FORM, ...headers }, body })).status).toBe(403);
  expect((await browse(client, 'POST', '/__sandbox/api-tokens', { headers: { ...FORM, ...headers }, body: 'name=stolen' })).status).toBe(403);
});

test('its own forms are taken, as browsers send them from a page without referrer', async () => {
  const own = [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, { origin: `http://127.0.0.1:${port}` }, {}];
  for (const headers of own) {
    const { hidden } = readForm((await browse(client, 'GET', `/oauth/authorize/?${consentQuery(client)}`)).text);
    const body = String(new URLSearchParams({ ...hidden, decision: 'deny' }));
    expect((await browse(client, 'POST', '/oauth/authorize/', { headers: { ...FORM, ...headers }, body })).status).toBe(302);
  }
});

test('faults of calls leave pages alone', async () => {
  client.sandbox.setFaults({ rateLimit: { count: 1 }, cut: { count: 1 }, mtlsOnly: {}, tlsAlert: { count: 1 } });
  expect((await browse(client, 'GET', `/oauth/authorize/?${consentQuery(client)}`)).status).toBe(200);
  expect(client.sandbox.setFaults({})).toMatchObject({ rateLimit: { count: 1 }, cut: { count: 1 }, tlsAlert: { count: 1 } });
  client.sandbox.setFaults({ rateLimit: { count: 0 }, cut: { count: 0 }, tlsAlert: { count: 0 } });
});

test('it listens on 127.0.0.1 only, and ends with the sandbox', async () => {
  const other = new TestClient(await startSandbox());
  const { pagesUrl } = other.sandbox.info;
  const reach = (host: string) => new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(pagesUrl).port), host, () => resolve('reached')).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.on('close', () => socket.destroy());
    socket.setTimeout(1000, () => socket.destroy());
  });
  expect(await reach('127.0.0.1')).toBe('reached');
  expect(await reach('127.0.0.2')).toBe('ECONNREFUSED');
  await other.close();
  expect(await reach('127.0.0.1')).toBe('ECONNREFUSED');
});
