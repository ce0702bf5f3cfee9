import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SIGNING_ALGORITHM_IDS } from '../../../shared/model/algorithms.ts';
import { startSandbox } from '../sandbox.ts';
import { TestClient, makeKey, sign, type TestKey } from '../testing/client.ts';
import { DIRECT_PATH, JWE_PATH, NESTED_PATH, decrypt, encrypt, get, post, verifyWise, wisePublicKey } from '../testing/encrypted.ts';

// RSA keys are dear to make: two for the whole file, under other ids and dates where a test needs more.
let pair: TestKey;
let otherPair: TestKey;
beforeAll(async () => {
  [pair, otherPair] = await Promise.all([makeKey('RSA-OAEP-256'), makeKey('RSA-OAEP-256')]);
});

let client: TestClient;
let time: number;
beforeEach(async () => {
  time = Date.UTC(2026, 0, 1);
  client = new TestClient(await startSandbox({ now: () => time }));
});
afterEach(() => client.close());

async function uploaded(key: TestKey, changes: Record<string, unknown> = {}): Promise<TestKey> {
  const upload = { ...key.upload, keyId: randomUUID(), ...changes };
  expect((await client.upload(upload)).status).toBe(201);
  return { ...key, keyId: upload.keyId, upload };
}

const ANSWER = '{"message":"jose-playground-response-a message","method":"POST"}';

test('an encrypted message gets an answer encrypted to the key that kid names', async () => {
  const named = await uploaded(pair);
  await uploaded(otherPair);
  const answer = await post(client, JWE_PATH, await encrypt(await wisePublicKey(client), { message: 'a message' }, { header: { kid: named.keyId } }));
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/jose+json']);
  expect(await decrypt(answer, named)).toEqual({ header: { kid: named.keyId, enc: 'A256GCM', alg: 'RSA-OAEP-256' }, text: ANSWER });
});

test('each answer has a content key of its own', async () => {
  const key = await uploaded(pair);
  const token = await encrypt(await wisePublicKey(client), undefined, { header: { kid: key.keyId } });
  const parts = (await Promise.all([post(client, JWE_PATH, token), post(client, JWE_PATH, token)])).map((answer) => answer.text.split('.'));
  for (const part of [1, 2, 3, 4]) expect(parts[0]![part]).not.toBe(parts[1]![part]);
});

describe('without kid, the answer', () => {
  test('goes to the active encryption key that was uploaded last', async () => {
    await uploaded(otherPair);
    const last = await uploaded(pair);
    await uploaded(otherPair, { validTill: '2025-12-31 23:59:59' });
    await uploaded(otherPair, { validFrom: '2026-01-01 00:00:01' });
    await uploaded(await makeKey('ES256'));
    const posted = await post(client, JWE_PATH, await encrypt(await wisePublicKey(client), { message: 'a message' }));
    expect(await decrypt(posted, last)).toMatchObject({ header: { kid: last.keyId }, text: ANSWER });
    expect(await decrypt(await get(client), last)).toMatchObject({ header: { kid: last.keyId } });
  });

  test('is refused where none is active', async () => {
    await uploaded(pair, { validTill: '2025-12-31 23:59:59' });
    const words = 'No encryption key is active, so that there is none to answer to: upload one that is valid now, with scope PAYLOAD_ENCRYPTION.';
    for (const answer of [await get(client), await post(client, JWE_PATH, await encrypt(await wisePublicKey(client)))]) {
      expect([answer.status, answer.json]).toEqual([400, { error: 'jwe_error', error_description: words }]);
    }
  });
});

test('a call without a body gets an encrypted answer', async () => {
  const key = await uploaded(pair);
  const answer = await get(client);
  expect(answer.status).toBe(200);
  expect(await decrypt(answer, key)).toEqual({ header: { kid: key.keyId, enc: 'A256GCM', alg: 'RSA-OAEP-256' }, text: '{"message":"jose-playground-response-","method":"GET"}' });
});

test('direct encryption answers under the content key of the request, and needs no key of the client\'s', async () => {
  const contentKey = randomBytes(32);
  const answer = await post(client, DIRECT_PATH, await encrypt(await wisePublicKey(client), { message: 'a message' }, { contentKey, header: { kid: randomUUID() } }));
  expect(await decrypt(answer, contentKey)).toEqual({ header: { enc: 'A256GCM', alg: 'dir' }, text: ANSWER });
  expect(answer.text.split('.')[1]).toBe('');
});

test.each(SIGNING_ALGORITHM_IDS)('a message signed with %s and then encrypted gets an answer likewise', async (algorithm) => {
  const signing = await uploaded(await makeKey(algorithm));
  const key = await uploaded(pair);
  const signed = await sign(signing, { message: 'a message' }, { url: NESTED_PATH });
  const answer = await post(client, NESTED_PATH, await encrypt(await wisePublicKey(client), signed, { header: { kid: key.keyId } }));
  const outer = await decrypt(answer, key);
  expect(outer.header).toEqual({ kid: key.keyId, enc: 'A256GCM', alg: 'RSA-OAEP-256' });
  const inner = await verifyWise(client, outer.text, algorithm);
  expect([inner.protectedHeader, Buffer.from(inner.payload).toString()]).toEqual([{ version: 1, alg: algorithm }, ANSWER]);
});

const decryption = () => client.sandbox.log().at(-1)!.checks.find(({ name }) => name === 'decryption')!;
const ask = async (to: CryptoKey) => post(client, JWE_PATH, await encrypt(to));

describe('after a rotation of Wise\'s key', () => {
  test('the newest version and the one before it still decrypt, an older one does not', async () => {
    await uploaded(pair);
    const first = await wisePublicKey(client);
    client.sandbox.setFaults({ rotateWiseKey: {} });
    expect((await ask(first)).status).toBe(200);
    expect(decryption().words).toBe('The body decrypts with version 1 of Wise\'s key, the one before the newest.');
    const second = await wisePublicKey(client);
    client.sandbox.setFaults({ rotateWiseKey: {} });
    expect((await ask(second)).status).toBe(200);
    const late = await ask(first);
    expect([late.status, late.json]).toEqual([500, { message: 'An unexpected error occurred', request_id: late.headers['x-trace-id'] }]);
    expect(decryption()).toEqual({ name: 'decryption', ok: false, words: 'The body cannot be decrypted with version 3 or 2 of Wise\'s key: it was encrypted to another key, or changed on the way.' });
    expect((await ask(await wisePublicKey(client))).status).toBe(200);
    expect(decryption().words).toBe('The body decrypts with version 3 of Wise\'s key, the newest.');
  });
});

describe('faults', () => {
  test('undecryptable answers the bare 500 to whatever comes, and to encrypted calls only', async () => {
    const [key, signing] = [await uploaded(pair), await uploaded(await makeKey('ES256'))];
    const honest = await encrypt(await wisePublicKey(client));
    client.sandbox.setFaults({ undecryptable: { count: 4 } });
    expect((await client.playground(await sign(signing))).status).toBe(200);
    expect((await get(client)).status).toBe(200);
    for (const [path, body] of [[JWE_PATH, honest], [DIRECT_PATH, honest], [NESTED_PATH, honest], [JWE_PATH, 'x']] as const) {
      const answer = await post(client, path, body);
      expect([answer.status, answer.json]).toEqual([500, { message: 'An unexpected error occurred', request_id: answer.headers['x-trace-id'] }]);
      expect(client.sandbox.log().at(-1)).toMatchObject({ faults: ['undecryptable'] });
    }
    expect((await decrypt(await post(client, JWE_PATH, honest), key)).text).toContain('hello');
  });

  test('wrongEncryptionKey encrypts to a key that is not the client\'s, under the right kid', async () => {
    const key = await uploaded(pair);
    const contentKey = randomBytes(32);
    const wise = await wisePublicKey(client);
    client.sandbox.setFaults({ wrongEncryptionKey: { count: 3 } });
    const wrong = await post(client, JWE_PATH, await encrypt(wise));
    expect(Buffer.from(wrong.text.split('.')[0]!, 'base64url').toString()).toContain(key.keyId);
    for (const answer of [wrong, await get(client)]) await expect(decrypt(answer, key)).rejects.toMatchObject({ code: 'ERR_JWE_DECRYPTION_FAILED' });
    await expect(decrypt(await post(client, DIRECT_PATH, await encrypt(wise, undefined, { contentKey })), contentKey)).rejects.toMatchObject({ code: 'ERR_JWE_DECRYPTION_FAILED' });
    expect((await decrypt(await get(client), key)).text).toContain('GET');
  });

  test('wrongKey signs what is inside an encrypted answer, and notJose takes its place', async () => {
    const [key, signing] = [await uploaded(pair), await uploaded(await makeKey('ES256'))];
    const token = await encrypt(await wisePublicKey(client), await sign(signing, undefined, { url: NESTED_PATH }));
    client.sandbox.setFaults({ wrongKey: {} });
    const { text } = await decrypt(await post(client, NESTED_PATH, token), key);
    await expect(verifyWise(client, text, 'ES256')).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
    client.sandbox.setFaults({ notJose: {} });
    expect((await get(client)).headers['content-type']).toBe('text/html; charset=utf-8');
  });
});
