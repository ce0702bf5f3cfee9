import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SIGNING_ALGORITHM_IDS } from '../../../shared/model/algorithms.ts';
import { startSandbox } from '../sandbox.ts';
import { TestClient, makeKey } from '../testing/client.ts';

let client: TestClient;
beforeAll(async () => {
  client = new TestClient(await startSandbox());
});
afterAll(() => client.close());

test.each(['ES256', 'ES384', 'ES512', 'PS256', 'RSA-OAEP-256'])('an %s key is taken and answered back', async (algorithm) => {
  const { upload } = await makeKey(algorithm);
  const { status, json } = await client.upload(upload);
  expect(status).toBe(201);
  expect(json).toEqual({ clientId: null, ...upload, deactivationTimestamp: null });
});

test('a key that is already over is taken, as by Wise: it is refused when used', async () => {
  const { upload } = await makeKey('ES256', { validFrom: '2020-01-01 00:00:00', validTill: '2020-01-02 00:00:00' });
  expect((await client.upload(upload)).status).toBe(201);
});

const spki = (type: 'ec' | 'rsa' | 'rsa-pss' | 'ed25519', options: object = {}) =>
  (generateKeyPairSync as (type: string, options: object) => { publicKey: ReturnType<typeof createPublicKey> })(type, options).publicKey.export({ type: 'spki', format: 'der' });
const p256 = spki('ec', { namedCurve: 'P-256' });

const material = (algorithm: string, keyMaterial: unknown) => ({ publicKeyMaterial: { algorithm, keyMaterial } });
const encryption = (der: Buffer) => ({ scope: 'PAYLOAD_ENCRYPTION', ...material('RSA_OAEP_256', der.toString('base64')) });
const REFUSALS: [name: string, changes: Record<string, unknown>, path: string, words: string][] = [
  ['no key id', { keyId: undefined }, 'keyId', 'keyId must be a UUID; it is missing.'],
  ['a key id that is no UUID', { keyId: 'my-key' }, 'keyId', 'keyId must be a UUID; it is "my-key".'],
  ['an unknown scope', { scope: 'SIGNING' }, 'scope', 'scope must be PAYLOAD_SIGNING or PAYLOAD_ENCRYPTION; it is "SIGNING".'],
  ['a signing key for encryption', { scope: 'PAYLOAD_ENCRYPTION' }, 'publicKeyMaterial.algorithm', 'algorithm must be RSA_OAEP_256 for scope "PAYLOAD_ENCRYPTION"; it is "ES256".'],
  ['an encryption algorithm for signing', material('RSA_OAEP_256', p256.toString('base64')), 'publicKeyMaterial.algorithm', 'algorithm must be ES512, ES384, ES256, PS512, PS384, PS256 for scope "PAYLOAD_SIGNING"; it is "RSA_OAEP_256".'],
  ['an algorithm of nobody', material('HS256', p256.toString('base64')), 'publicKeyMaterial.algorithm', 'it is "HS256".'],
  ['an ISO date', { validFrom: '2026-01-01T00:00:00Z' }, 'validFrom', 'validFrom must be a date as yyyy-MM-dd HH:mm:ss in UTC; it is "2026-01-01T00:00:00Z".'],
  ['a day that is not in the calendar', { validTill: '2026-02-30 00:00:00' }, 'validTill', 'validTill must be a date as yyyy-MM-dd HH:mm:ss in UTC'],
  ['an hour that is not on the clock', { validTill: '2026-02-03 24:00:00' }, 'validTill', 'validTill must be a date'],
  ['dates the wrong way round', { validFrom: '2026-01-02 00:00:00', validTill: '2026-01-02 00:00:00' }, 'validTill', 'validTill must be after validFrom'],
  ['no key material', material('ES256', undefined), 'publicKeyMaterial.keyMaterial', 'must be the public key as text'],
  ['PEM', material('ES256', `-----BEGIN PUBLIC KEY-----\n${p256.toString('base64')}\n-----END PUBLIC KEY-----`), 'publicKeyMaterial.keyMaterial', 'without PEM lines'],
  ['base64url', material('ES256', '_-8='), 'publicKeyMaterial.keyMaterial', 'plain base64'],
  ['DER of something else', material('ES256', 'MAA='), 'publicKeyMaterial.keyMaterial', 'must be a SubjectPublicKeyInfo in DER'],
  ['bytes after the key', material('ES256', Buffer.concat([p256, Buffer.from([0])]).toString('base64')), 'publicKeyMaterial.keyMaterial', 'with nothing before or after it'],
  ['another curve', material('ES512', p256.toString('base64')), 'publicKeyMaterial.keyMaterial', 'ES512 needs an EC key on P-521; this is "P-256".'],
  ['a curve of nobody', material('ES256', spki('ec', { namedCurve: 'secp256k1' }).toString('base64')), 'publicKeyMaterial.keyMaterial', 'this is "secp256k1".'],
  ['EC for RSA', material('PS256', p256.toString('base64')), 'publicKeyMaterial.keyMaterial', 'PS256 needs an RSA key (rsaEncryption); this is "ec".'],
  ['Ed25519', material('ES256', spki('ed25519').toString('base64')), 'publicKeyMaterial.keyMaterial', 'this is "ed25519".'],
  ['a small RSA key', material('PS256', spki('rsa', { modulusLength: 1024 }).toString('base64')), 'publicKeyMaterial.keyMaterial', 'PS256 needs an RSA key of 2048 to 8192 bits; this has 1024.'],
  ['a small RSA key for encryption', encryption(spki('rsa', { modulusLength: 1024 })), 'publicKeyMaterial.keyMaterial', 'RSA_OAEP_256 needs an RSA key of 2048 to 8192 bits; this has 1024.'],
  ['an RSA key for encryption that is kept for PSS', encryption(spki('rsa-pss', { modulusLength: 2048 })), 'publicKeyMaterial.keyMaterial', 'RSA_OAEP_256 needs an RSA key (rsaEncryption); this is "rsa-pss".'],
  ['an EC key for encryption', encryption(p256), 'publicKeyMaterial.keyMaterial', 'RSA_OAEP_256 needs an RSA key (rsaEncryption); this is "ec".'],
  ['an encryption key under the name of JOSE headers', { scope: 'PAYLOAD_ENCRYPTION', ...material('RSA-OAEP-256', p256.toString('base64')) }, 'publicKeyMaterial.algorithm', 'algorithm must be RSA_OAEP_256 for scope "PAYLOAD_ENCRYPTION"; it is "RSA-OAEP-256".'],
  ['an encryption key with its dates the wrong way round', { ...encryption(p256), validFrom: '2026-01-02 00:00:00', validTill: '2026-01-01 00:00:00' }, 'validTill', 'validTill must be after validFrom'],
  ['RSA kept for PSS', material('PS256', spki('rsa-pss', { modulusLength: 2048 }).toString('base64')), 'publicKeyMaterial.keyMaterial', 'this is "rsa-pss".'],
];

describe('an upload is refused for', () => {
  test.each(REFUSALS)('%s', async (_name, changes, path, words) => {
    const { upload } = await makeKey('ES256', changes);
    const { status, json } = await client.upload({ keyId: randomUUID(), ...upload, ...changes });
    expect(status).toBe(400);
    const found = json.errors!.find((error) => error.path === path);
    expect(found).toEqual({ code: 'NOT_VALID', message: expect.stringContaining(words), path, arguments: [] });
  });

  test.each(['null', '[]', '"x"', '{}', '{"publicKeyMaterial": 1}', 'not json'])('a body that is no upload: %s', async (body) => {
    const headers = { ...(await client.bearer()), 'content-type': 'application/json' };
    const { status, json } = await client.call('POST', '/v1/auth/jose/request/public-keys', { headers, body });
    expect([status, json.errors![0]!.message]).toEqual([400, 'The body must be a JSON object with an object publicKeyMaterial in it.']);
  });

  test('another content type', async () => {
    expect((await client.upload({}, { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('a key id that is taken, in either case of its letters', async () => {
    const { upload } = await makeKey('ES256');
    expect((await client.upload(upload)).status).toBe(201);
    const { status, json } = await client.upload({ ...upload, keyId: (upload['keyId'] as string).toUpperCase() });
    expect(status).toBe(409);
    expect(json.errors![0]).toMatchObject({ code: 'DUPLICATE', path: 'keyId' });
  });

  test('several fields at once, each named', async () => {
    const { upload } = await makeKey('ES256', { keyId: 'x', scope: 'x' });
    const { json } = await client.upload(upload);
    expect(json.errors!.map((error) => error.path)).toEqual(['keyId', 'scope', 'publicKeyMaterial.algorithm']);
  });
});

describe('Wise\'s key', () => {
  test.each([...SIGNING_ALGORITHM_IDS, 'RSA_OAEP_256'])('%s is published in version 1, and stays', async (algorithm) => {
    const scope = algorithm === 'RSA_OAEP_256' ? 'PAYLOAD_ENCRYPTION' : 'PAYLOAD_SIGNING';
    const { status, json } = await client.wiseKey(`algorithm=${algorithm}&scope=${scope}`);
    expect(status).toBe(200);
    expect(json).toEqual({ version: 1, keyMaterial: { algorithm, keyMaterial: expect.any(String) }, scope });
    const key = createPublicKey({ key: Buffer.from(json.keyMaterial!.keyMaterial, 'base64'), format: 'der', type: 'spki' });
    expect(key.asymmetricKeyType).toBe(algorithm.startsWith('ES') ? 'ec' : 'rsa');
    expect((await client.wiseKey(`algorithm=${algorithm}&scope=${scope}&version=1`)).json).toEqual(json);
  });

  test('asked for by many at once is made once', async () => {
    const other = new TestClient(await startSandbox());
    const answers = await Promise.all(Array.from({ length: 8 }, () => other.wiseKey('algorithm=ES256&scope=PAYLOAD_SIGNING')));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    await other.close();
  });

  const REFUSED: [query: string, status: number, path: string | undefined][] = [
    ['scope=PAYLOAD_SIGNING', 400, 'algorithm'],
    ['algorithm=RSA-OAEP-256&scope=PAYLOAD_ENCRYPTION', 400, 'algorithm'],
    ['algorithm=ES256&algorithm=ES256&scope=PAYLOAD_SIGNING', 400, 'algorithm'],
    ['algorithm=ES256', 400, 'scope'],
    ['algorithm=ES256&scope=PAYLOAD_ENCRYPTION', 400, 'scope'],
    ['algorithm=ES256&scope=PAYLOAD_SIGNING&version=', 400, 'version'],
    ['algorithm=ES256&scope=PAYLOAD_SIGNING&version=-1', 400, 'version'],
    ['algorithm=ES256&scope=PAYLOAD_SIGNING&version=1&version=1', 400, 'version'],
    ['algorithm=ES256&scope=PAYLOAD_SIGNING&version=0', 404, undefined],
    ['algorithm=ES256&scope=PAYLOAD_SIGNING&version=2', 404, undefined],
  ];
  test.each(REFUSED)('is refused for ?%s', async (query, status, path) => {
    const answer = await client.wiseKey(query);
    expect([answer.status, answer.json.errors?.[0]?.path]).toEqual([status, path]);
  });
});
