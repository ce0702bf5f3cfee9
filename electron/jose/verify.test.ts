import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { base64url, CompactSign, importJWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { SIGNING_ALGORITHM_IDS, type SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import { signWithNode, verifyWithNode } from '../wise/testing/wise-double.ts';
import { generateKey } from './generate.ts';
import { PrivateKeys } from './private-keys.ts';
import { publicKeyOf, type PrivateJwk } from './public-key.ts';
import { jwsHeader, signCompact } from './sign.ts';
import { verifyAnswer } from './verify.ts';

type Pair = { privateKey: CryptoKey; privateJwk: PrivateJwk; publicKey: KeyObject };
const pairs = new Map<SigningAlgorithmId, Pair>();
const ID = '663a0e44-0000-4000-8000-000000000000';

beforeAll(async () => {
  const keys = new PrivateKeys();
  await Promise.all(SIGNING_ALGORITHM_IDS.map(async (alg) => {
    const { privateJwk } = await generateKey(alg);
    pairs.set(alg, { privateJwk, privateKey: await keys.get({ id: alg, algorithm: alg, privateJwk }), publicKey: publicKeyOf(privateJwk) });
  }));
}, 120_000);

describe.each(SIGNING_ALGORITHM_IDS)('%s', (alg) => {
  test('what is signed verifies and comes back, and node:crypto agrees', async () => {
    const { privateKey, publicKey } = pairs.get(alg)!;
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), fc.webPath(), async (payload, path) => {
      const header = jwsHeader(alg, ID, path);
      const jws = await signCompact(privateKey, header, payload);
      expect(await verifyAnswer(jws, publicKey, alg)).toEqual({ header: { alg, typ: 'JWT', kid: ID, url: path }, payload });
      expect(verifyWithNode(alg, publicKey, jws)).toBe(true);
    }), { numRuns: 12 });
  });

  test('any one bit flipped is refused', async () => {
    const { privateKey, publicKey } = pairs.get(alg)!;
    const jws = await signCompact(privateKey, jwsHeader(alg, ID, '/v1/x'), '{"message":"hello"}');
    for (let bit = 0; bit < jws.length * 8; bit += 1) {
      const bytes = Buffer.from(jws, 'latin1');
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const outcome = await verifyAnswer(bytes.toString('latin1'), publicKey, alg).catch((thrown: unknown) => thrown);
      expect(outcome, `bit ${bit}`).toMatchObject({ code: expect.stringMatching(/^JOSE_(ANSWER_NOT_JWS|ANSWER_FORGED|ALGORITHM_REFUSED|HEADER_INVALID|DUPLICATE_MEMBER)$/) });
    }
  });

  test('the signature of another key is JOSE_ANSWER_FORGED', async () => {
    const other = publicKeyOf((await generateKey(alg)).privateJwk);
    const jws = await signCompact(pairs.get(alg)!.privateKey, jwsHeader(alg, ID, '/v1/x'), 'x');
    await expect(verifyAnswer(jws, other, alg)).rejects.toMatchObject({ code: 'JOSE_ANSWER_FORGED' });
  });

  test('every other algorithm is refused, though its signature is good', async () => {
    for (const [other, { privateKey, publicKey }] of pairs) {
      if (other === alg) continue;
      const jws = await signCompact(privateKey, jwsHeader(other, ID, '/v1/x'), 'x');
      await expect(verifyAnswer(jws, publicKey, alg)).rejects.toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED', details: { reason: other } });
    }
  });
});

test('the version in the header is read when it is a whole number', async () => {
  const { privateJwk, publicKey } = pairs.get('ES512')!;
  const sign = async (version: unknown) => new CompactSign(Buffer.from('x')).setProtectedHeader({ alg: 'ES512', version }).sign(await importJWK(privateJwk, 'ES512'));
  expect(await verifyAnswer(await sign(7), publicKey, 'ES512')).toMatchObject({ version: 7 });
  expect(await verifyAnswer(await sign('7'), publicKey, 'ES512')).not.toHaveProperty('version');
});

test.each([
  ['none', 'JOSE_ALG_NONE'], ['nOnE', 'JOSE_ALG_NONE'], ['HS256', 'JOSE_ALGORITHM_REFUSED'], ['RS256', 'JOSE_ALGORITHM_REFUSED'], ['EdDSA', 'JOSE_ALGORITHM_REFUSED'], [undefined, 'JOSE_HEADER_INVALID'],
])('alg %s is refused', async (alg, code) => {
  const jws = `${base64url.encode(JSON.stringify({ alg }))}.${base64url.encode('x')}.`;
  await expect(verifyAnswer(jws, pairs.get('ES512')!.publicKey, 'ES512')).rejects.toMatchObject({ code });
});

test('a key of another kind is never used, whatever the header says', async () => {
  const jws = await signCompact(pairs.get('ES512')!.privateKey, jwsHeader('ES512', ID, '/v1/x'), 'x');
  await expect(verifyAnswer(jws, pairs.get('ES256')!.publicKey, 'ES512')).rejects.toMatchObject({ code: 'JOSE_ANSWER_FORGED', details: { reason: 'KEY_KIND' } });
});

test('an unknown critical header is refused', async () => {
  const { privateJwk, publicKey } = pairs.get('ES512')!;
  const header = { alg: 'ES512', crit: ['exp'], exp: 1 };
  const jws = await new CompactSign(Buffer.from('x')).setProtectedHeader(header).sign(await importJWK(privateJwk, 'ES512'), { crit: { exp: true } });
  await expect(verifyAnswer(jws, publicKey, 'ES512')).rejects.toMatchObject({ code: 'JOSE_CRIT_UNKNOWN' });
});

test('what node:crypto signs, we verify', async () => {
  const { privateJwk, publicKey } = pairs.get('PS256')!;
  const jws = signWithNode('PS256', createPrivateKey({ key: privateJwk, format: 'jwk' }), { alg: 'PS256', version: 2 }, 'hello');
  expect(await verifyAnswer(jws, publicKey, 'PS256')).toEqual({ header: { alg: 'PS256', version: 2 }, payload: 'hello', version: 2 });
});

/** RFC 7520, 4.2 and 4.3. */
const VECTORS = new URL('../../../shared/vectors/rfc7520/', import.meta.url);
const vectorsHere = existsSync(VECTORS);
if (!vectorsHere) console.log('RFC 7520 vectors are not here: the known answers are passed over');

describe.runIf(vectorsHere)('RFC 7520', () => {
  test.each([['4_2.rsa-pss_signature.json', 'PS384'], ['4_3.ecdsa_signature.json', 'ES512']] as const)('%s verifies as %s', async (file, alg) => {
    const vector = JSON.parse(readFileSync(new URL(file, VECTORS), 'utf8')) as { input: { payload: string; key: PrivateJwk }; output: { compact: string } };
    const key = createPublicKey({ key: vector.input.key, format: 'jwk' });
    expect(await verifyAnswer(vector.output.compact, key, alg)).toEqual({ header: { alg, kid: 'bilbo.baggins@hobbiton.example' }, payload: vector.input.payload });
    const own = await new PrivateKeys().get({ id: 'vector', algorithm: alg, privateJwk: { ...vector.input.key } });
    expect(verifyWithNode(alg, key, await signCompact(own, jwsHeader(alg, ID, '/v1/x'), vector.input.payload))).toBe(true);
  });
});
