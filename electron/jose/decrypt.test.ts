import { constants, createCipheriv, createDecipheriv, createPrivateKey, generateKeyPairSync, privateDecrypt, randomBytes, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { CompactEncrypt } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { decryptCompact, decryptDirect } from './decrypt.ts';
import { encryptCompact } from './encrypt.ts';
import { generateKey } from './generate.ts';
import { PrivateKeys } from './private-keys.ts';
import { publicKeyOf, type PrivateJwk } from './public-key.ts';
import { bitChanges, looseJws, withHeader } from './testing/tokens.ts';

const KID = '663a0e44-0000-4000-8000-000000000000';
const OURS = { alg: 'RSA-OAEP-256', enc: 'A256GCM' } as const;
const FAILED = { code: 'JOSE_DECRYPT_FAILED' };
let privateJwk: PrivateJwk;
let publicKey: KeyObject;
/** As the vault uses it. */
let key: CryptoKey;
let ours: string;
let contentKey: Buffer;

beforeAll(async () => {
  ({ privateJwk } = await generateKey('RSA-OAEP-256'));
  publicKey = publicKeyOf(privateJwk);
  key = await new PrivateKeys().get({ id: 'a', algorithm: 'RSA-OAEP-256', privateJwk });
  ({ jwe: ours, contentKey } = await encryptCompact(publicKey, { kid: KID }, 'hello'));
}, 60_000);

/** With jose alone, any algorithms. */
const withJose = async (header: { alg: string; enc: string; [name: string]: unknown }, recipient: Parameters<CompactEncrypt['encrypt']>[0], payload = 'hello') =>
  new CompactEncrypt(Buffer.from(payload)).setProtectedHeader(header).encrypt(recipient);

describe('RSA-OAEP-256 with A256GCM', () => {
  test('what is encrypted comes back, byte for byte, with the header as it was sent', async () => {
    const header = fc.record({ kid: fc.string(), cty: fc.string() }, { requiredKeys: [] });
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 2000 })), header, async (payload, wanted) => {
      const sent = await encryptCompact(publicKey, wanted, payload);
      expect(sent.header).toEqual({ ...OURS, ...wanted });
      expect(await decryptCompact(sent.jwe, key)).toEqual({ header: sent.header, payload: Buffer.from(payload) });
    }), { numRuns: 25 });
  });

  test('node:crypto alone reads it, and finds the content key that was handed out', () => {
    const [header, encryptedKey, iv, ciphertext, tag] = ours.split('.').map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer, Buffer, Buffer, Buffer];
    const cek = privateDecrypt({ key: createPrivateKey({ key: privateJwk, format: 'jwk' }), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, encryptedKey);
    expect(cek).toEqual(contentKey);
    const decipher = createDecipheriv('aes-256-gcm', cek, iv).setAAD(Buffer.from(header.toString('base64url'))).setAuthTag(tag);
    expect(Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString()).toBe('hello');
    expect([iv.length, tag.length, cek.length]).toEqual([12, 16, 32]);
  });

  test('what jose encrypts we decrypt, also with a KeyObject', async () => {
    expect((await decryptCompact(await withJose(OURS, publicKey), key)).payload.toString()).toBe('hello');
    expect((await decryptCompact(await withJose(OURS, publicKey), createPrivateKey({ key: privateJwk, format: 'jwk' }))).payload.toString()).toBe('hello');
  });

  test('no content key and no IV comes twice', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => encryptCompact(publicKey, {}, 'hello')));
    expect(new Set(many.map((one) => one.contentKey.toString('hex'))).size).toBe(20);
    expect(new Set(many.map(({ jwe }) => jwe.split('.')[2])).size).toBe(20);
  });

  test.each([['header', 0], ['IV', 2], ['ciphertext', 3], ['tag', 4]])('any one bit changed in the %s is refused', async (_, part) => {
    for (const changed of bitChanges(ours, part)) {
      await expect(decryptCompact(changed, key)).rejects.toMatchObject({ code: expect.stringMatching(part === 0 ? /^JOSE_/ : /^JOSE_DECRYPT_FAILED$/) });
    }
  });

  test('any one bit changed in the encrypted key is refused, and nothing tells that it was the key', async () => {
    // The smallest key there is: each bit is a decryption.
    const small = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { jwe } = await encryptCompact(small.publicKey, { kid: KID }, 'hello');
    for (const changed of bitChanges(jwe, 1)) await expect(decryptCompact(changed, small.privateKey)).rejects.toMatchObject({ ...FAILED, details: {} });
  }, 60_000);

  test('another key does not decrypt', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await expect(decryptCompact(ours, other)).rejects.toMatchObject({ ...FAILED, details: {} });
  });

  test.each([
    ['a tag cut to 8 bytes', 4, (tag: Buffer) => tag.subarray(0, 8)],
    ['a tag that is empty', 4, () => Buffer.alloc(0)],
    ['a longer tag', 4, (tag: Buffer) => Buffer.concat([tag, Buffer.alloc(1)])],
    ['an IV of 16 bytes', 2, (iv: Buffer) => Buffer.concat([iv, Buffer.alloc(4)])],
    ['no IV', 2, () => Buffer.alloc(0)],
    ['no encrypted key', 1, () => Buffer.alloc(0)],
    ['an encrypted key of zeros', 1, (encrypted: Buffer) => Buffer.alloc(encrypted.length)],
    ['an encrypted key as long as twenty', 1, (encrypted: Buffer) => Buffer.concat(Array.from({ length: 20 }, () => encrypted))],
    ['the ciphertext cut short', 3, (ciphertext: Buffer) => ciphertext.subarray(1)],
  ])('%s is JOSE_DECRYPT_FAILED', async (_, part, change) => {
    const parts = ours.split('.');
    const changed = parts.with(part, change(Buffer.from(parts[part]!, 'base64url')).toString('base64url')).join('.');
    await expect(decryptCompact(changed, key)).rejects.toMatchObject(FAILED);
  });

  test.each([
    ['RSA-OAEP', 'A256GCM', 'alg', 'RSA-OAEP'], ['RSA-OAEP-384', 'A256GCM', 'alg', 'RSA-OAEP-384'], ['RSA-OAEP-512', 'A256GCM', 'alg', 'RSA-OAEP-512'],
    ['RSA-OAEP-256', 'A128GCM', 'enc', 'A128GCM'], ['RSA-OAEP-256', 'A256CBC-HS512', 'enc', 'A256CBC-HS512'],
  ])('%s with %s is refused by name, though it would decrypt', async (alg, enc, field, reason) => {
    await expect(decryptCompact(await withJose({ alg, enc }, publicKey), createPrivateKey({ key: privateJwk, format: 'jwk' }))).rejects.toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED', details: { field, reason } });
  });

  test.each(['RSA1_5', 'PBES2-HS512+A256KW', 'ECDH-ES', 'A256KW', 'A256GCMKW', 'dir', 'rsa-oaep-256', 'RSA-OAEP-256 '])('alg %j is refused before the key is touched', async (alg) => {
    await expect(decryptCompact(withHeader(ours, { alg, enc: 'A256GCM', p2c: 2_000_000_000, p2s: 'AAAA' }), key)).rejects.toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED', details: { field: 'alg', reason: alg } });
  });

  test('a compressed bomb is refused by name and never unpacked', async () => {
    const bomb = await withJose({ ...OURS, zip: 'DEF' }, publicKey, 'A'.repeat(20_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    await expect(decryptCompact(bomb, key)).rejects.toMatchObject({ code: 'JOSE_COMPRESSED' });
  });

  test('a JWS is no JWE', async () => {
    await expect(decryptCompact(looseJws({ alg: 'ES512' }), key)).rejects.toMatchObject({ code: 'JOSE_NOT_COMPACT' });
  });

  test('keys of another kind are refused before they are used', async () => {
    const signing = await new PrivateKeys().get({ id: 'b', algorithm: 'PS256', privateJwk });
    for (const wrong of [signing, publicKey, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey]) {
      await expect(decryptCompact(ours, wrong)).rejects.toMatchObject({ ...FAILED, details: { reason: 'KEY_KIND' } });
    }
    for (const wrong of [generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey, generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey, createPrivateKey({ key: privateJwk, format: 'jwk' })]) {
      await expect(encryptCompact(wrong, {}, 'x')).rejects.toMatchObject({ code: 'KEY_WRONG_USE' });
    }
  });
});

describe('direct encryption with A256GCM', () => {
  const direct = { alg: 'dir', enc: 'A256GCM' };

  test('an answer under the content key of the request comes back', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array(), async (payload) => {
      const jwe = await new CompactEncrypt(payload).setProtectedHeader({ ...direct, kid: KID }).encrypt(contentKey);
      expect(await decryptDirect(jwe, contentKey)).toEqual({ header: { ...direct, kid: KID }, payload: Buffer.from(payload) });
    }), { numRuns: 25 });
  });

  test('any one bit changed in any part is refused', async () => {
    const jwe = await withJose(direct, contentKey);
    for (const part of [0, 2, 3, 4]) {
      for (const changed of bitChanges(jwe, part)) await expect(decryptDirect(changed, contentKey)).rejects.toMatchObject({ code: expect.stringMatching(/^JOSE_/) });
    }
  });

  test('another content key, or one of another length, does not decrypt', async () => {
    const jwe = await withJose(direct, contentKey);
    await expect(decryptDirect(jwe, randomBytes(32))).rejects.toMatchObject({ ...FAILED, details: {} });
    for (const length of [0, 16, 31, 33]) await expect(decryptDirect(jwe, randomBytes(length))).rejects.toMatchObject({ ...FAILED, details: { reason: 'KEY_KIND' } });
  });

  test('an encrypted key has no place in it', async () => {
    const jwe = (await withJose(direct, contentKey)).split('.').with(1, 'AAAA').join('.');
    await expect(decryptDirect(jwe, contentKey)).rejects.toMatchObject(FAILED);
  });

  test('a shortened tag is refused, though GCM itself would take it', async () => {
    const [header] = (await withJose(direct, contentKey)).split('.');
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', contentKey, iv, { authTagLength: 12 }).setAAD(Buffer.from(header!));
    const ciphertext = Buffer.concat([cipher.update('hello'), cipher.final()]);
    const jwe = `${header}..${[iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url')).join('.')}`;
    await expect(decryptDirect(jwe, contentKey)).rejects.toMatchObject(FAILED);
  });

  test('every other algorithm is refused by name', async () => {
    await expect(decryptDirect(ours, contentKey)).rejects.toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED', details: { field: 'alg', reason: 'RSA-OAEP-256' } });
    await expect(decryptDirect(await withJose({ alg: 'A256KW', enc: 'A256GCM' }, contentKey), contentKey)).rejects.toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED' });
    await expect(decryptDirect(await withJose({ alg: 'dir', enc: 'A128CBC-HS256' }, contentKey), contentKey)).rejects.toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED', details: { field: 'enc' } });
    await expect(decryptDirect(await withJose({ ...direct, zip: 'DEF' }, contentKey, 'A'.repeat(1_000_000)), contentKey)).rejects.toMatchObject({ code: 'JOSE_COMPRESSED' });
  });
});
