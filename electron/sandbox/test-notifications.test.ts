import { verify } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { LogEntry } from './log.ts';
import { startSandbox } from './sandbox.ts';
import { TestClient } from './testing/client.ts';
import { TestReceiver } from './testing/receiver.ts';

let client: TestClient;
const receivers: TestReceiver[] = [];
beforeAll(async () => {
  client = new TestClient(await startSandbox());
});
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});
afterAll(() => client.close());

async function receive(...options: Parameters<typeof TestReceiver.start>): Promise<TestReceiver> {
  const started = await TestReceiver.start(...options);
  receivers.push(started);
  return started;
}

interface Asked {
  readonly subscriptionId: string;
  readonly deliveryId: string;
  readonly traceId: string;
}

/** Subscribes and asks for a test notification. */
async function askTest(url: string, mtls = false, triggerOn = 'transfers#state-change', asking = client): Promise<Asked> {
  const headers = { ...(await asking.bearer()), 'content-type': 'application/json' };
  const path = `/v3/applications/${asking.sandbox.info.clientKey}/subscriptions`;
  const made = await asking.call('POST', path, { headers, body: JSON.stringify({ name: 'x', trigger_on: triggerOn, delivery: { version: '4.0.0', url, mtls_enabled: mtls } }) });
  const asked = await asking.call('POST', `${path}/${String(made.json['id'])}/test-notifications`, { headers: await asking.bearer() });
  const [{ delivery_id: deliveryId }] = asked.json as unknown as [{ delivery_id: string }];
  return { subscriptionId: String(made.json['id']), deliveryId, traceId: asked.headers['x-trace-id']! };
}

/** The log entry of a delivery, once it is there. */
function delivered({ deliveryId }: Asked): Promise<LogEntry> {
  return expect.poll(() => client.sandbox.log().find(({ listener, headers }) => listener === 'webhook' && headers['X-Delivery-Id'] === deliveryId)).toBeDefined()
    .then(() => client.sandbox.log().find(({ headers }) => headers['X-Delivery-Id'] === deliveryId)!);
}

test('a test notification arrives, signed with the published key', async () => {
  const { url, received } = await receive();
  const asked = await askTest(`${url}/hook?x=1`);
  const entry = await delivered(asked);
  const [{ method, path, headers, body, certificate }] = received as [typeof received[0] & object];
  expect([method, path, certificate]).toEqual(['POST', '/hook?x=1', {}]);
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-delivery-id': asked.deliveryId, 'x-test-notification': 'true', 'content-length': String(body.length) });

  const published = await client.call('GET', '/__sandbox/webhook-key');
  const signature = Buffer.from(String(headers['x-signature-sha256']), 'base64');
  expect(signature).toHaveLength(256);
  expect(verify('sha256', body, published.text, signature)).toBe(true);
  expect(verify('sha256', Buffer.concat([body, Buffer.from('\n')]), published.text, signature)).toBe(false);
  expect(published.text).toBe(client.sandbox.info.webhookKey);

  expect(JSON.parse(body.toString())).toEqual({
    data: { resource: { type: 'transfer', id: 0, profile_id: 0, account_id: 0 }, current_state: 'processing', previous_state: 'incoming_payment_waiting', occurred_at: expect.any(String) },
    subscription_id: asked.subscriptionId, event_type: 'transfers#state-change', schema_version: '4.0.0', sent_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  });
  expect(entry).toMatchObject({
    listener: 'webhook', method: 'POST', path: `${url}/hook?x=1`, traceId: asked.traceId, body: body.toString(), decoded: JSON.parse(body.toString()),
    checks: [{ name: 'delivery', ok: true, words: 'The receiver answered 200.' }], answer: { status: 200, body: 'ok' },
  });
});

test('an event that nobody described has a body of the same shape', async () => {
  const { url, received } = await receive();
  await delivered(await askTest(url, false, 'swift-in#credit'));
  expect(JSON.parse(received[0]!.body.toString())).toMatchObject({ data: { resource: { type: 'swift-in', id: 0 } }, event_type: 'swift-in#credit' });
});

test('over mTLS the sandbox shows its certificate, with the chain to its root', async () => {
  const root = client.sandbox.caPem.split(/(?<=-----END CERTIFICATE-----\n)/)[0]!;
  const { url, received } = await receive({ requestCert: true, rejectUnauthorized: true, ca: root });
  expect((await delivered(await askTest(url, true))).answer.status).toBe(200);
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ authorized: true, certificate: { subject: { CN: 'Wise webhooks' } } });
  expect(received[0]!.certificate).toHaveProperty('ext_key_usage', ['1.3.6.1.5.5.7.3.2']);
});

test('without mTLS a receiver that wants a certificate turns it away, and the log says so', async () => {
  const { url, received } = await receive({ requestCert: true, rejectUnauthorized: true, ca: client.sandbox.caPem });
  const entry = await delivered(await askTest(url));
  expect(received).toEqual([]);
  expect(entry.answer).toEqual({ status: 0, headers: {}, body: '' });
  expect(entry.checks).toEqual([{ name: 'delivery', ok: false, words: expect.stringMatching(/^Not delivered: (ERR_SSL|ECONNRESET|EPIPE)/) }]);
});

test('a redirect is not followed', async () => {
  const other = await receive();
  const { url } = await receive({}, (response) => void response.writeHead(307, { location: other.url }).end());
  const entry = await delivered(await askTest(url));
  expect(entry).toMatchObject({ answer: { status: 307 }, checks: [{ ok: false, words: 'The receiver answered 307.' }] });
  expect(other.received).toEqual([]);
});

test('of a long answer the log keeps the beginning', async () => {
  const { url } = await receive({}, (response) => void response.writeHead(200).end('x'.repeat(500_000)));
  expect((await delivered(await askTest(url))).answer.body).toBe('x'.repeat(8192));
});

test('where nobody listens, the log says so', async () => {
  const { url } = await receive();
  await receivers.pop()!.close();
  expect((await delivered(await askTest(url))).checks).toEqual([{ name: 'delivery', ok: false, words: 'Not delivered: ECONNREFUSED.' }]);
});

test.each(['https://example.com/x', 'https://10.0.0.1/', 'https://localhost.example.com/', 'https://127.0.0.1.example.com/', 'https://[::ffff:127.0.0.1]/', 'https://0.0.0.0/', 'https://[::]/', 'https://user@192.0.2.1/'])('nothing leaves this machine for %s', async (url) => {
  const entry = await delivered(await askTest(url));
  expect(entry.answer.status).toBe(0);
  expect(entry.checks[0]).toEqual({ name: 'delivery', ok: false, words: expect.stringMatching(/^Not delivered: the built-in sandbox delivers to this machine only/) });
});

test.each(['127.0.0.1', '127.1', '2130706433'])('this machine is also %s', async (host) => {
  const { url, received } = await receive();
  await delivered(await askTest(url.replace('localhost', host)));
  expect(received).toHaveLength(1);
});

test('a receiver that never answers is given up', async () => {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const limit = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(200));
  const { url, received } = await receive({}, () => {});
  const entry = await delivered(await askTest(url));
  expect([entry.checks[0]?.words, entry.answer.status]).toEqual(['Not delivered: no answer came within 10 s.', 0]);
  expect([received.length, limit.mock.calls]).toEqual([1, [[10_000]]]);
  limit.mockRestore();
});

test('closing the sandbox ends a delivery that nobody answers', async () => {
  const own = new TestClient(await startSandbox());
  const cut = new Promise<void>((resolve) => {
    void receive({}, (response) => void response.socket!.once('close', () => resolve())).then(({ url }) => askTest(url, false, undefined, own));
  });
  await expect.poll(() => receivers.at(-1)?.received.length).toBe(1);
  await own.close();
  await cut;
  expect(own.sandbox.log().filter(({ listener }) => listener === 'webhook')).toEqual([]);
});

const key = (asked: TestClient) => Promise.all([1, 2].map(async () => (await asked.call('GET', '/__sandbox/webhook-key')).text));

test('the key is made once and outlives a restart', async () => {
  const [first, second] = await key(client);
  expect(first).toBe(second);
  const again = new TestClient(await startSandbox({ state: structuredClone(client.sandbox.state()) }));
  expect(await key(again)).toEqual([first, first]);
  await again.close();
});
