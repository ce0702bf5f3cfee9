import { randomUUID } from 'node:crypto';
import { compactVerify, importSPKI, type CompactVerifyResult } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SIGNING_ALGORITHM_IDS } from '../../../shared/model/algorithms.ts';
import { startSandbox } from '../sandbox.ts';
import { JWS_PATH, TestClient, makeKey, sign, type Reply, type TestKey } from '../testing/client.ts';

let client: TestClient;
let time: number;
beforeEach(async () => {
  time = Date.UTC(2026, 0, 1);
  client = new TestClient(await startSandbox({ now: () => time }));
});
afterEach(() => client.close());

async function uploaded(algorithm: string, changes: Record<string, unknown> = {}): Promise<TestKey> {
  const key = await makeKey(algorithm, changes);
  expect((await client.upload(key.upload)).status).toBe(201);
  return key;
}

/** Fetches Wise's key and verifies an answer with it. */
async function verify(answer: Reply, algorithm: string, version = 1): Promise<CompactVerifyResult> {
  const { json } = await client.wiseKey(`algorithm=${algorithm}&scope=PAYLOAD_SIGNING&version=${version}`);
  const pem = `-----BEGIN PUBLIC KEY-----\n${json.keyMaterial!.keyMaterial}\n-----END PUBLIC KEY-----`;
  return compactVerify(answer.text, await importSPKI(pem, algorithm), { algorithms: [algorithm] });
}

function expectRefusal(answer: Reply, words: string): void {
  expect([answer.status, answer.json]).toEqual([400, { error: 'jws_error', error_description: words }]);
}

test.each(SIGNING_ALGORITHM_IDS)('a message signed with %s gets a signed answer', async (algorithm) => {
  const key = await uploaded(algorithm);
  const answer = await client.playground(await sign(key, { message: 'a message' }));
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/jose+json']);
  const { protectedHeader, payload } = await verify(answer, algorithm);
  expect(protectedHeader).toEqual({ version: 1, alg: algorithm });
  expect(Buffer.from(payload).toString()).toBe('{"message":"jose-playground-response-a message","method":"POST"}');
});

describe('the header', () => {
  const CASES: [name: string, changes: Record<string, unknown>, words: string][] = [
    ['typ missing', { typ: undefined }, 'typ must be "JWT"; it is missing.'],
    ['typ of another kind', { typ: 'JOSE' }, 'typ must be "JWT"; it is "JOSE".'],
    ['url missing', { url: undefined }, `url must be the path of the call, "${JWS_PATH}"; it is missing.`],
    ['url of another call', { url: '/v1/transfers' }, `url must be the path of the call, "${JWS_PATH}"; it is "/v1/transfers".`],
    ['url with the host', { url: `https://localhost${JWS_PATH}` }, `url must be the path of the call, "${JWS_PATH}"; it is "https://localhost${JWS_PATH}".`],
    ['kid that is no text', { kid: 7 }, 'kid 7 names no key that was uploaded.'],
    ['kid that nobody uploaded', { kid: '6b7f6f5e-0000-4000-8000-000000000000' }, 'kid "6b7f6f5e-0000-4000-8000-000000000000" names no key that was uploaded.'],
  ];
  test.each(CASES)('%s', async (_name, changes, words) => {
    expectRefusal(await client.playground(await sign(await uploaded('ES256'), undefined, changes)), words);
  });

  test.each(['HS256', 'RS256', 'ES256K', undefined, 7])('alg %j', async (alg) => {
    const [, payload, signature] = (await sign(await uploaded('ES256'))).split('.');
    const header = Buffer.from(JSON.stringify({ alg, typ: 'JWT', url: JWS_PATH })).toString('base64url');
    const found = alg === undefined ? 'missing' : JSON.stringify(alg);
    expectRefusal(await client.playground(`${header}.${payload}.${signature}`), `alg must be one of ES512, ES384, ES256, PS512, PS384, PS256; it is ${found}.`);
  });

  test('crit that nobody knows', async () => {
    const key = await uploaded('ES256');
    const [, payload, signature] = (await sign(key)).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'JWT', url: JWS_PATH, crit: ['x'], x: 1 })).toString('base64url');
    expectRefusal(await client.playground(`${header}.${payload}.${signature}`), 'crit names extensions that are not understood here, ["x"]: the message must be refused (RFC 7515, section 4.1.11).');
  });

  test('alg that is not the key\'s own', async () => {
    const rsa = await uploaded('PS256');
    const other = await makeKey('PS384');
    const token = await sign({ ...other, keyId: rsa.keyId });
    expectRefusal(await client.playground(token), `alg must be the algorithm the key was uploaded for: key ${rsa.keyId} is for PS256, alg is PS384.`);
  });
});

describe('the key', () => {
  test('without kid is the one active signing key, past and coming ones aside', async () => {
    await uploaded('ES256', { validTill: '2025-12-31 23:59:59' });
    await uploaded('ES256', { validFrom: '2026-01-01 00:00:01' });
    await uploaded('RSA-OAEP-256');
    const key = await uploaded('ES384');
    expect((await client.playground(await sign(key, undefined, { kid: undefined }))).status).toBe(200);
  });

  test('must be named as soon as two are active', async () => {
    await uploaded('ES256');
    const key = await uploaded('ES256');
    expectRefusal(await client.playground(await sign(key, undefined, { kid: undefined })), 'kid is needed as soon as more than one signing key is active; 2 are.');
    expect((await client.playground(await sign(key))).status).toBe(200);
  });

  test('without kid and without any active key', async () => {
    const key = await uploaded('ES256', { validTill: '2025-12-31 23:59:59' });
    expectRefusal(await client.playground(await sign(key, undefined, { kid: undefined })), 'No signing key is active: upload one that is valid now.');
  });

  test('is named in either case of its letters', async () => {
    const key = await uploaded('ES256', { keyId: randomUUID().toUpperCase() });
    expect((await client.playground(await sign(key, undefined, { kid: key.keyId.toLowerCase() }))).status).toBe(200);
  });

  test('of another scope', async () => {
    const encryption = await uploaded('RSA-OAEP-256');
    const token = await sign(await makeKey('ES256'), undefined, { kid: encryption.keyId });
    expectRefusal(await client.playground(token), `Key ${encryption.keyId} was uploaded with scope PAYLOAD_ENCRYPTION; a signature needs PAYLOAD_SIGNING.`);
  });

  test('is valid from its first second till before its last', async () => {
    const key = await uploaded('ES256', { validFrom: '2026-01-01 00:00:10', validTill: '2026-01-01 00:00:20' });
    const token = await sign(key);
    time = Date.UTC(2026, 0, 1, 0, 0, 9, 999);
    expectRefusal(await client.playground(token), `Key ${key.keyId} is not yet valid: it is valid from 2026-01-01 00:00:10 UTC.`);
    time += 1;
    expect((await client.playground(token)).status).toBe(200);
    time = Date.UTC(2026, 0, 1, 0, 0, 19, 999);
    expect((await client.playground(token)).status).toBe(200);
    time += 1;
    expectRefusal(await client.playground(token), `Key ${key.keyId} has expired: it was valid till 2026-01-01 00:00:20 UTC.`);
  });
});

test('a foreign signature, and one over other words', async () => {
  const key = await uploaded('ES512');
  const words = `Unable to verify the request signature: it does not verify with key ${key.keyId} (ES512).`;
  const foreign = await makeKey('ES512');
  expectRefusal(await client.playground(await sign({ ...foreign, keyId: key.keyId })), words);
  const [header, , signature] = (await sign(key, { message: 'pay 1' })).split('.');
  const changed = Buffer.from(JSON.stringify({ message: 'pay 9' })).toString('base64url');
  expectRefusal(await client.playground(`${header}.${changed}.${signature}`), words);
});

describe('the payload', () => {
  const NO_MESSAGE = 'The payload must be a JSON object with a string named message.';
  const CASES: [name: string, payload: unknown, words: string][] = [
    ['no JSON', Buffer.from('hello'), NO_MESSAGE],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), NO_MESSAGE],
    ['no object', 'hello', NO_MESSAGE],
    ['no message', { text: 'hello' }, NO_MESSAGE],
    ['a message that is no text', { message: 1 }, NO_MESSAGE],
    ['101 characters', { message: 'x'.repeat(101) }, 'message must have at most 100 characters; it has 101.'],
  ];
  test.each(CASES)('%s', async (_name, payload, words) => {
    expectRefusal(await client.playground(await sign(await uploaded('ES256'), payload)), words);
  });

  test('100 characters, each of four bytes, come back whole', async () => {
    const message = '\u{1F512}'.repeat(100);
    const answer = await client.playground(await sign(await uploaded('ES256'), { message }));
    const { payload } = await verify(answer, 'ES256');
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ message: `jose-playground-response-${message}`, method: 'POST' });
  });
});

describe('the call', () => {
  const HEADERS: [name: string, value: string, words: string][] = [
    ['content-type', 'application/json', 'Content-Type must be application/jose+json; it is "application/json".'],
    ['accept', '*/*', 'Accept must be application/jose+json; it is "*/*".'],
    ['x-tw-jose-method', 'jwe', 'X-TW-JOSE-Method must be jws; it is "jwe".'],
  ];
  test.each(HEADERS)('needs its own %s', async (name, value, words) => {
    expectRefusal(await client.playground(await sign(await uploaded('ES256')), { [name]: value }), words);
  });

  test.each(['', '.', '..', 'a.b', 'a.b.c.d', '{}', '"e30.e30.e30"', 'bnVsbA.e30.e30', 'é.é.é'])('refuses a body that is no compact JWS: %j', async (body) => {
    expectRefusal(await client.playground(body), 'The body must be a compact JWS: header.payload.signature, each in base64url, the header a JSON object.');
  });

  test('takes a line break after the token', async () => {
    expect((await client.playground(`${await sign(await uploaded('ES256'))}\n`)).status).toBe(200);
  });
});
