import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { JWS_PATH, TestClient, makeKey, sign, type Reply, type TestKey } from '../testing/client.ts';
import { DIRECT_PATH, JWE_PATH, NESTED_PATH, decrypt, encrypt, post, verifyWise, withHeader, wisePublicKey } from '../testing/encrypted.ts';

/** Properties of every message, over real TLS: what goes in comes out, and nothing that was changed is taken. */
let client: TestClient;
let wise: CryptoKey;
let signing: TestKey;
let encryption: TestKey;
beforeAll(async () => {
  client = new TestClient(await startSandbox());
  [signing, encryption, wise] = await Promise.all([makeKey('ES256'), makeKey('RSA-OAEP-256'), wisePublicKey(client)]);
  for (const { upload } of [signing, encryption]) expect((await client.upload(upload)).status).toBe(201);
});
afterAll(() => client.close());

const signed = (path: string, message = 'hello') => sign(signing, { message }, { url: path });
const toWise = (payload: unknown) => encrypt(wise, payload, { header: { kid: encryption.keyId } });
const send = (path: string, token: string | Buffer) => (path === JWS_PATH ? client.playground(token) : post(client, path, token));

/** How a message goes out, and how its answer is read. */
interface Method {
  readonly make: (message: string) => Promise<string>;
  readonly read: (answer: Reply) => Promise<string>;
}

const contentKey = new Uint8Array(32).fill(7);
const verified = async (text: string) => Buffer.from((await verifyWise(client, text, 'ES256')).payload).toString();
const METHODS: Record<string, Method> = {
  [JWS_PATH]: { make: (message) => signed(JWS_PATH, message), read: ({ text }) => verified(text) },
  [JWE_PATH]: { make: (message) => toWise({ message }), read: async (answer) => (await decrypt(answer, encryption)).text },
  [DIRECT_PATH]: { make: (message) => encrypt(wise, { message }, { contentKey }), read: async (answer) => (await decrypt(answer, contentKey)).text },
  [NESTED_PATH]: { make: async (message) => toWise(await signed(NESTED_PATH, message)), read: async (answer) => verified((await decrypt(answer, encryption)).text) },
};

describe.each(Object.entries(METHODS))('%s', (path, { make, read }) => {
  test('any message of at most 100 characters comes back', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 100 }), async (message) => {
      const answer = await send(path, await make(message));
      expect(JSON.parse(await read(answer))).toEqual({ message: `jose-playground-response-${message}`, method: 'POST' });
    }), { numRuns: 25 });
  });

  test('a change of one bit is refused, at any place', async () => {
    const token = await make('hello');
    expect((await send(path, token)).status).toBe(200);
    for (const [index, bit] of placesOf(token)) await expectRefused(path, flipBit(token, index, bit), `bit ${bit} of character ${index}`);
  });

  test('any header before the rest of an honest token is refused', async () => {
    const token = await make('hello');
    const own = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as Record<string, string>;
    const member = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(own), 'none', 'dir', ['b64'], 'DEF'));
    const shape = { alg: member, enc: member, typ: member, url: member, kid: member, crit: member, zip: member };
    const some = fc.record(shape, { requiredKeys: [] });
    await fc.assert(fc.asyncProperty(fc.oneof(some, some.map((changes) => ({ ...changes, ...own, x: 1 }))), async (header) => {
      await expectRefused(path, withHeader(token, JSON.stringify(header)));
    }), { numRuns: 100 });
  });

  test('any other text is refused', async () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('base64url')), { minLength: 1, maxLength: 6 });
    await fc.assert(fc.asyncProperty(fc.oneof(parts.map((each) => each.join('.')), fc.string()), (text) => expectRefused(path, text)), { numRuns: 100 });
  });
});

/** A bit of every character, and all of those where a part ends: there, lenient readers pass over spare bits. */
function placesOf(token: string): [index: number, bit: number][] {
  const bits = fc.sample(fc.nat(7), token.length);
  return [...token].flatMap((character, index) => {
    const isEnd = character === '.' || '.' === (token[index + 1] ?? '.');
    return (isEnd ? [0, 1, 2, 3, 4, 5, 6, 7] : [bits[index]!]).map((bit): [number, number] => [index, bit]);
  });
}

function flipBit(token: string, index: number, bit: number): Buffer {
  const bytes = Buffer.from(token, 'latin1');
  bytes.writeUInt8(bytes[index]! ^ (1 << bit), index);
  return bytes;
}

/** 400 with the reason, or Wise's bare 500 for a body that does not decrypt; never an answer. */
async function expectRefused(path: string, body: string | Buffer, place = ''): Promise<void> {
  const { status, json } = await send(path, body);
  expect([[400, 'error', 'error_description'], [500, 'message', 'request_id']], place).toContainEqual([status, ...Object.keys(json)]);
}

test('a change of one bit in the signed message inside is refused as a bad signature or by name, never as undecryptable', async () => {
  const inner = await signed(NESTED_PATH);
  await fc.assert(fc.asyncProperty(fc.nat(inner.length - 1), fc.nat(6), async (index, bit) => {
    const { status, json } = await post(client, NESTED_PATH, await toWise(flipBit(inner, index, bit).toString('latin1')));
    expect([status, json['error']]).toEqual([400, 'jws_error']);
  }), { numRuns: 100 });
});

test('bytes moved between ciphertext and tag are refused', async () => {
  const [header, key, iv, ciphertext, tag] = (await toWise({ message: 'hello' })).split('.').map((part) => Buffer.from(part, 'base64url'));
  const all = Buffer.concat([ciphertext!, tag!]);
  for (const at of [0, 1, all.length - 17, all.length - 15, all.length]) {
    const token = [header!, key!, iv!, all.subarray(0, at), all.subarray(at)].map((part) => part.toString('base64url')).join('.');
    await expectRefused(JWE_PATH, token);
  }
});
