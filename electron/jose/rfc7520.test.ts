import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { verifyWithNode } from '../wise/testing/wise-double.ts';
import { decryptCompact, decryptDirect } from './decrypt.ts';
import { encryptCompact } from './encrypt.ts';
import { PrivateKeys } from './private-keys.ts';
import { publicKeyOf, type PrivateJwk } from './public-key.ts';
import { jwsHeader, signCompact } from './sign.ts';
import { readToken } from './token.ts';
import { verifyAnswer, verifyCompact } from './verify.ts';

const VECTORS = new URL('../../../shared/vectors/rfc7520/', import.meta.url);
const vectorsHere = existsSync(VECTORS);
if (!vectorsHere) console.log('RFC 7520 vectors are not here: the known answers are passed over');

type Signing = { input: { payload: string; key: PrivateJwk }; output: { compact: string } };
type Encryption = { input: { plaintext: string; key: PrivateJwk & { k?: string } }; output: { compact: string } };
type Nested = { sign: Signing; encrypt: Encryption };
const vector = <T>(file: string) => JSON.parse(readFileSync(new URL(`${file}.json`, VECTORS), 'utf8')) as T;

const RSA_OAEP = '5_2.key_encryption_using_rsa-oaep_with_aes-gcm';
const DIRECT = '5_6.direct_encryption_using_aes-gcm';
const KEY_WRAP = '5_7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2';
const NESTED = '6.nesting_signatures_and_encryption';
const CALL = ['663a0e44-0000-4000-8000-000000000000', '/v1/x'] as const;

describe.runIf(vectorsHere)('RFC 7520', () => {
  test.each([['4_2.rsa-pss_signature', 'PS384'], ['4_3.ecdsa_signature', 'ES512']] as const)('%s verifies as %s', async (file, alg) => {
    const { input, output } = vector<Signing>(file);
    const key = createPublicKey({ key: input.key, format: 'jwk' });
    expect(await verifyAnswer(output.compact, key, alg)).toEqual({ header: { alg, kid: 'bilbo.baggins@hobbiton.example' }, payload: input.payload });
    const own = await new PrivateKeys().get({ id: 'vector', algorithm: alg, privateJwk: { ...input.key } });
    expect(verifyWithNode(alg, key, await signCompact(own, jwsHeader(alg, ...CALL), input.payload))).toBe(true);
  });

  test('the signed token of section 6 verifies as PS256', async () => {
    const { input, output } = vector<Nested>(NESTED).sign;
    expect((await verifyCompact(output.compact, publicKeyOf(input.key), 'PS256')).payload.toString()).toBe(input.payload);
  });

  test.each([[RSA_OAEP, 'alg', 'RSA-OAEP'], [KEY_WRAP, 'alg', 'A256GCMKW'], [DIRECT, 'alg', 'dir']])('%s is read, and refused by the name of its algorithm', async (file, field, reason) => {
    const { compact } = vector<Encryption>(file).output;
    expect(readToken(compact).kind).toBe('jwe');
    await expect(decryptCompact(compact, createPrivateKey({ key: vector<Encryption>(RSA_OAEP).input.key, format: 'jwk' }))).rejects.toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED', details: { field, reason } });
  });

  test('direct encryption under A128GCM is refused by name', async () => {
    const { input, output } = vector<Encryption>(DIRECT);
    await expect(decryptDirect(output.compact, Buffer.from(input.key.k!, 'base64url'))).rejects.toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED', details: { field: 'enc', reason: 'A128GCM' } });
  });

  test('the nested token of section 6 is refused by the name of its encryption', async () => {
    const { input, output } = vector<Nested>(NESTED).encrypt;
    await expect(decryptCompact(output.compact, createPrivateKey({ key: input.key, format: 'jwk' }))).rejects.toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED', details: { reason: 'RSA-OAEP' } });
  });

  test('its keys and its nested message, under our algorithms, come back', async () => {
    const { sign, encrypt } = vector<Nested>(NESTED);
    const { jwe } = await encryptCompact(publicKeyOf(encrypt.input.key), { cty: 'JWT' }, sign.output.compact);
    const { kty, n, e, d, p, q, dp, dq, qi } = encrypt.input.key;
    const own = await new PrivateKeys().get({ id: 'vector', algorithm: 'RSA-OAEP-256', privateJwk: { kty, n, e, d, p, q, dp, dq, qi } });
    const inside = (await decryptCompact(jwe, own)).payload.toString();
    expect((await verifyCompact(inside, publicKeyOf(sign.input.key), 'PS256')).payload.toString()).toBe(sign.input.payload);
  });
});
