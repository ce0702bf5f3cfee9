import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LogEntry } from './log.ts';
import { startSandbox } from './sandbox.ts';
import { JWS_PATH, TestClient, makeKey, sign } from './testing/client.ts';
import { DIRECT_PATH, JWE_PATH, NESTED_PATH, encrypt, get, post, wisePublicKey } from './testing/encrypted.ts';

let client: TestClient;
beforeEach(async () => {
  client = new TestClient(await startSandbox());
});
afterEach(() => client.close());

const readLog = async () => (await client.call('GET', '/__sandbox/log')).json as unknown as LogEntry[];

test('a signed call is there step by step, decoded both ways', async () => {
  const key = await makeKey('ES384');
  await client.upload(key.upload);
  const token = await sign(key, { message: 'hello' });
  const answer = await client.playground(token);
  const entry = (await readLog()).at(-1)!;
  expect(entry).toMatchObject({ seq: 3, listener: 'api', method: 'POST', path: JWS_PATH, traceId: answer.headers['x-trace-id'], faults: [], body: token });
  expect(entry.decoded).toEqual({ header: { alg: 'ES384', typ: 'JWT', kid: key.keyId, url: JWS_PATH }, payload: { message: 'hello' } });
  expect(entry.checks.map((check) => [check.name, check.ok])).toEqual([
    'authorization', 'token kind', 'token', 'content-type', 'accept', 'x-tw-jose-method', 'size', 'compact', 'members', 'crit', 'zip', 'alg', 'typ', 'url',
    'kid', 'scope', 'valid from', 'valid till', 'key algorithm', 'signature', 'payload', 'message',
  ].map((name) => [name, true]));
  expect(entry.answer).toMatchObject({ status: 200, body: answer.text, decoded: { header: { version: 1, alg: 'ES384' }, payload: { message: 'jose-playground-response-hello', method: 'POST' } } });
});

test('encrypted calls are there decrypted, both ways', async () => {
  const [signing, encryption] = await Promise.all([makeKey('ES256'), makeKey('RSA-OAEP-256')]);
  for (const { upload } of [signing, encryption]) await client.upload(upload);
  const wise = await wisePublicKey(client);
  const lastEntry = () => client.sandbox.log().at(-1)!;
  const header = { enc: 'A256GCM', alg: 'RSA-OAEP-256', kid: encryption.keyId };
  const asked = { message: 'hello' };
  const answered = { message: 'jose-playground-response-hello', method: 'POST' };

  await post(client, JWE_PATH, await encrypt(wise, asked, { header }));
  expect(lastEntry()).toMatchObject({ decoded: { header, payload: asked }, answer: { decoded: { header, payload: answered } } });
  expect(lastEntry().checks.map(({ name }) => name)).toEqual([
    'authorization', 'token kind', 'token', 'content-type', 'accept', 'x-tw-jose-method', 'size', 'compact', 'members', 'crit', 'zip',
    'alg', 'enc', 'iv', 'tag', 'kid', 'scope', 'valid from', 'valid till', 'decryption', 'payload', 'message',
  ]);
  await post(client, DIRECT_PATH, await encrypt(wise, asked));
  expect(lastEntry().answer.decoded).toEqual({ header: { enc: 'A256GCM', alg: 'dir' }, payload: answered });
  await get(client);
  expect(lastEntry().answer.decoded).toEqual({ header, payload: { message: 'jose-playground-response-', method: 'GET' } });
  const signed = await sign(signing, asked, { url: NESTED_PATH });
  await post(client, NESTED_PATH, await encrypt(wise, signed, { header }));
  expect(lastEntry().decoded).toEqual({ header, payload: { header: { alg: 'ES256', typ: 'JWT', kid: signing.keyId, url: NESTED_PATH }, payload: asked } });
  expect(lastEntry().answer.decoded).toEqual({ header, payload: { header: { version: 1, alg: 'ES256' }, payload: answered } });
});

test('of a call that cannot be decrypted the header is there, and nothing that is not known', async () => {
  const encryption = await makeKey('RSA-OAEP-256');
  await client.upload(encryption.upload);
  const wise = await wisePublicKey(client);
  client.sandbox.setFaults({ rotateWiseKey: {} });
  client.sandbox.setFaults({ rotateWiseKey: {} });
  await post(client, JWE_PATH, await encrypt(wise));
  const entry = client.sandbox.log().at(-1)!;
  expect(entry.decoded).toEqual({ header: { enc: 'A256GCM', alg: 'RSA-OAEP-256' } });
  expect(entry.checks.at(-1)).toMatchObject({ name: 'decryption', ok: false });
  expect(entry.answer.status).toBe(500);
});

test('a refused call ends with the check that failed, and why', async () => {
  const key = await makeKey('ES256');
  await client.upload(key.upload);
  await client.playground(await sign(key, undefined, { url: '/elsewhere' }));
  const entry = client.sandbox.log().at(-1)!;
  expect(entry.checks.at(-1)).toEqual({ name: 'url', ok: false, words: `url must be the path of the call, "${JWS_PATH}"; it is "/elsewhere".` });
  expect(entry.answer).toMatchObject({ status: 400, decoded: { error: 'jws_error' } });
});

test('no credential is in it', async () => {
  const { clientSecret, personalToken } = client.sandbox.info;
  const token = (await client.askToken()).json.access_token!;
  await client.askToken(`grant_type=refresh_token&refresh_token=${personalToken}&client_secret=${clientSecret}&code=short`);
  await client.call('GET', `/oauth/token?code=${personalToken}`, { headers: { authorization: clientSecret } });
  await client.call('POST', '/oauth/token', { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ refresh_token: personalToken }) });
  await client.wiseKey('algorithm=ES256&scope=PAYLOAD_SIGNING');
  const text = JSON.stringify(await readLog());
  for (const secret of [token, clientSecret, personalToken, client.basic.slice('Basic '.length)]) expect(text).not.toContain(secret);
  const [issued, grant] = await readLog();
  expect(issued!.headers['authorization']).toBe(`Basic ...${client.basic.slice(-4)}`);
  expect(issued!.answer.decoded).toMatchObject({ access_token: `...${token.slice(-4)}`, token_type: 'bearer' });
  expect(grant!.decoded).toEqual({ grant_type: 'refresh_token', refresh_token: `...${personalToken.slice(-4)}`, client_secret: `...${clientSecret.slice(-4)}`, code: '...' });
});

test('unknown paths are in it, the sandbox\'s own pages are not', async () => {
  await client.call('GET', '/v1/nothing?a=1');
  await client.call('GET', '/__sandbox/faults');
  await client.call('GET', '/');
  expect((await readLog()).map((entry) => [entry.path, entry.query, entry.answer.status])).toEqual([['/v1/nothing', { a: '1' }, 404]]);
});

test('a long body is cut, and says by how much', async () => {
  await client.call('POST', '/v1/nothing', { body: 'x'.repeat(10_000) });
  expect(client.sandbox.log()[0]!.body).toBe(`${'x'.repeat(8192)}... (1808 more)`);
});

test('it keeps the last 500', async () => {
  for (let call = 0; call < 503; call += 1) await client.call('GET', `/v1/nothing/${call}`);
  const entries = client.sandbox.log();
  expect([entries.length, entries[0]!.path, entries[0]!.seq, entries.at(-1)!.path]).toEqual([500, '/v1/nothing/3', 4, '/v1/nothing/502']);
});
