import { compactVerify, importSPKI } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from './sandbox.ts';
import { TestClient, makeKey, sign } from './testing/client.ts';

let client: TestClient;
beforeEach(async () => {
  client = new TestClient(await startSandbox());
});
afterEach(() => client.close());

const setFaults = (faults: unknown) => client.call('POST', '/__sandbox/faults', { body: JSON.stringify(faults) });

test('rateLimit answers the next calls 429, and then lets go', async () => {
  expect((await setFaults({ rateLimit: { count: 2, retryAfter: 7 } })).json).toEqual({ rateLimit: { count: 2, retryAfter: 7 } });
  for (let call = 0; call < 2; call += 1) {
    const { status, headers, json } = await client.askToken();
    expect(json).toEqual({ message: 'Too many requests. Try again in 7 s.', request_id: headers['x-trace-id'] });
    expect([status, headers['retry-after'], headers['x-rate-limited-by']]).toEqual([429, '7', 'wise-public-api']);
  }
  expect((await client.askToken()).status).toBe(200);
  expect((await client.call('GET', '/__sandbox/faults')).json).toEqual({});
});

test('the page at / describes every fault with a body that is taken', async () => {
  const { text } = await client.call('GET', '/');
  const lines = [...text.matchAll(/^ {2}("\w+": \{.*?\}) {2,}(\S.*)$/gm)];
  expect(lines).toHaveLength(28);
  for (const [, example] of lines) expect((await setFaults(JSON.parse(`{${example}}`))).status).toBe(200);
});

test('the sandbox\'s own pages meet no fault', async () => {
  await setFaults({ rateLimit: {}, serverError: {}, cut: {} });
  expect((await client.call('GET', '/')).status).toBe(200);
  expect((await client.call('GET', '/__sandbox/log')).status).toBe(200);
  expect((await client.call('GET', '/__sandbox/faults')).json).toEqual({ rateLimit: { count: 1, retryAfter: 1 }, serverError: { count: 1 }, cut: { count: 1 } });
});

test('serverError answers Wise\'s bare 500', async () => {
  await setFaults({ serverError: { count: 1 } });
  const { status, json, headers } = await client.askToken();
  expect([status, json]).toEqual([500, { message: 'An unexpected error occurred', request_id: headers['x-trace-id'] }]);
  expect((await client.askToken()).status).toBe(200);
});

test('slow holds the answer back', async () => {
  await setFaults({ slow: { count: 1, ms: 300 } });
  const before = performance.now();
  expect((await client.askToken()).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThanOrEqual(295);
});

test('close does not wait for a slow answer', async () => {
  const other = new TestClient(await startSandbox());
  other.sandbox.setFaults({ slow: { count: 1, ms: 600_000 } });
  const asked = expect(other.askToken()).rejects.toThrow();
  await expect.poll(() => other.sandbox.setFaults({})).toEqual({});
  await other.sandbox.close();
  await asked;
});

test('cut destroys the connection in mid-answer', async () => {
  await setFaults({ cut: { count: 1 } });
  await expect(client.askToken()).rejects.toThrow(/other side closed|terminated|aborted/);
  expect(client.sandbox.log().at(-1)?.faults).toEqual(['cut']);
  expect((await client.askToken()).status).toBe(200);
});

async function publishedKey(): Promise<{ version: number; key: CryptoKey }> {
  const { json } = await client.wiseKey('algorithm=ES256&scope=PAYLOAD_SIGNING');
  return { version: json.version!, key: await importSPKI(`-----BEGIN PUBLIC KEY-----\n${json.keyMaterial!.keyMaterial}\n-----END PUBLIC KEY-----`, 'ES256') };
}

test('wrongKey signs with a key that is not the published one', async () => {
  const key = await makeKey('ES256');
  await client.upload(key.upload);
  await setFaults({ wrongKey: { count: 1 } });
  const published = await publishedKey();
  const forged = await client.playground(await sign(key));
  expect(forged.status).toBe(200);
  await expect(compactVerify(forged.text, published.key)).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
  const honest = await client.playground(await sign(key));
  expect((await compactVerify(honest.text, published.key)).protectedHeader).toEqual({ version: 1, alg: 'ES256' });
});

test('notJose answers a signed call, and no other, with a page', async () => {
  const key = await makeKey('ES256');
  await setFaults({ notJose: { count: 1 } });
  expect((await client.upload(key.upload)).status).toBe(201);
  const page = await client.playground(await sign(key));
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect((await client.playground(await sign(key))).headers['content-type']).toBe('application/jose+json');
});

test('rotateWiseKey publishes a new version, signs with it and keeps the old one to be read', async () => {
  const key = await makeKey('ES256');
  await client.upload(key.upload);
  const first = await publishedKey();
  expect((await setFaults({ rotateWiseKey: {} })).json).toEqual({ rotateWiseKey: { version: 2 } });
  expect((await client.call('GET', '/__sandbox/faults')).json).toEqual({});
  const answer = await client.playground(await sign(key));
  await expect(compactVerify(answer.text, first.key)).rejects.toThrow();
  const second = await publishedKey();
  expect(second.version).toBe(2);
  expect((await compactVerify(answer.text, second.key)).protectedHeader).toEqual({ version: 2, alg: 'ES256' });
  expect((await client.wiseKey('algorithm=ES256&scope=PAYLOAD_SIGNING&version=1')).json['version']).toBe(1);
});

test('clockSkew moves the clock until it is cleared: dates, tokens, keys', async () => {
  const key = await makeKey('ES256');
  await client.upload(key.upload);
  await setFaults({ clockSkew: { seconds: 43_200 } });
  const late = await client.playground(await sign(key));
  expect([late.status, late.json['error']]).toEqual([401, 'invalid_token']);
  expect(Date.parse(late.headers['date']!) - Date.now()).toBeGreaterThan(43_000_000);
  expect((await client.call('DELETE', '/__sandbox/faults')).json).toEqual({});
  expect((await client.playground(await sign(key))).status).toBe(200);
});

test('a count of 0 switches one fault off and leaves the others', async () => {
  await setFaults({ cut: {}, clockSkew: { seconds: 5 }, serverError: { count: 3 } });
  expect((await setFaults({ cut: { count: 0 }, clockSkew: { seconds: 0 } })).json).toEqual({ serverError: { count: 3 } });
});

const MALFORMED = ['', 'null', '[]', '{"rateLimit": 1}', '{"rateLimit": {"count": -1}}', '{"rateLimit": {"count": 1.5}}', '{"slow": {"ms": 600001}}', '{"unknown": {}}', '{"__proto__": {"count": 1}}', '{"rotateWiseKey": {"x": 1}}'];
test.each(MALFORMED)('a malformed request is refused in words and changes nothing: %s', async (body) => {
  await setFaults({ cut: { count: 4 } });
  const { status, json } = await client.call('POST', '/__sandbox/faults', { body });
  expect([status, json['error']]).toEqual([400, 'faults_malformed']);
  expect(json['error_description']).toMatch(/Invalid|Unrecognized|Too/);
  expect((await client.call('GET', '/__sandbox/faults')).json).toEqual({ cut: { count: 4 } });
});

test('from inside, faults are set the same way, and refused by code', async () => {
  expect(client.sandbox.setFaults({ cut: { count: 2 } })).toEqual({ cut: { count: 2 } });
  expect(() => client.sandbox.setFaults({ slow: { ms: -1 } })).toThrow(expect.objectContaining({ code: 'IPC_INVALID_INPUT', details: { field: 'slow.ms' } }));
});
