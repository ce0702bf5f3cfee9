import { constants, createHmac, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { base64url, CompactSign, importJWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { SIGNING_ALGORITHM_IDS, type SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import { signWithNode, verifyWithNode } from '../wise/testing/wise-double.ts';
import { generateKey } from './generate.ts';
import { PrivateKeys } from './private-keys.ts';
import { publicKeyOf, type PrivateJwk } from './public-key.ts';
import { jwsHeader, signCompact } from './sign.ts';
import { verifyAnswer, verifyCompact } from './verify.ts';

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
  const signed = async (version: unknown) => new CompactSign(Buffer.from('x')).setProtectedHeader({ alg: 'ES512', version }).sign(await importJWK(privateJwk, 'ES512'));
  expect(await verifyAnswer(await signed(7), publicKey, 'ES512')).toMatchObject({ version: 7 });
  expect(await verifyAnswer(await signed('7'), publicKey, 'ES512')).not.toHaveProperty('version');
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

test('alg confusion: an HMAC over the public key, in any of its forms, is no signature', async () => {
  const { publicKey } = pairs.get('PS256')!;
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const secrets = [publicKey.export({ format: 'pem', type: 'spki' }), String(publicKey.export({ format: 'pem', type: 'spki' })).trim(), spki, spki.toString('base64'), JSON.stringify(publicKey.export({ format: 'jwk' })), ''];
  for (const secret of secrets) {
    for (const [claimed, code] of [['HS256', 'JOSE_ALGORITHM_REFUSED'], ['PS256', 'JOSE_SIGNATURE_INVALID']] as const) {
      const input = `${base64url.encode(JSON.stringify({ alg: claimed }))}.${base64url.encode('x')}`;
      const jws = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
      await expect(verifyCompact(jws, publicKey, 'PS256')).rejects.toMatchObject({ code });
    }
  }
});

test.each([
  ['r and s of zero (CVE-2022-21449)', () => Buffer.alloc(64)],
  ['r and s of the order', () => Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'.repeat(2), 'hex')],
  ['nothing', () => Buffer.alloc(0)],
  ['one byte too few', (good: Buffer) => good.subarray(0, 63)],
  ['one byte too many', (good: Buffer) => Buffer.concat([good, Buffer.alloc(1)])],
  ['the order of r and s turned round', (good: Buffer) => Buffer.concat([good.subarray(32), good.subarray(0, 32)])],
])('ES256 with a signature of %s is JOSE_SIGNATURE_INVALID', async (_, change) => {
  const { privateKey, publicKey } = pairs.get('ES256')!;
  const parts = (await signCompact(privateKey, jwsHeader('ES256', ID, '/v1/x'), 'x')).split('.');
  const jws = parts.with(2, change(Buffer.from(parts[2]!, 'base64url')).toString('base64url')).join('.');
  await expect(verifyCompact(jws, publicKey, 'ES256')).rejects.toMatchObject({ code: 'JOSE_SIGNATURE_INVALID', details: {} });
});

test.each([
  ['ES256 in DER instead of r and s', 'ES256', { dsaEncoding: 'der' }],
  ['PS256 with PKCS #1 v1.5 padding', 'PS256', { padding: constants.RSA_PKCS1_PADDING }],
  ['PS256 with another salt length', 'PS256', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 20 }],
] as const)('%s is JOSE_SIGNATURE_INVALID', async (_, alg, how) => {
  const { privateJwk, publicKey } = pairs.get(alg)!;
  const input = `${base64url.encode(JSON.stringify({ alg }))}.${base64url.encode('x')}`;
  const signature = sign('sha256', Buffer.from(input), { key: createPrivateKey({ key: privateJwk, format: 'jwk' }), ...how });
  await expect(verifyCompact(`${input}.${signature.toString('base64url')}`, publicKey, alg)).rejects.toMatchObject({ code: 'JOSE_SIGNATURE_INVALID' });
});

test('a key in the header, or a private key, never verifies', async () => {
  const { privateKey, privateJwk, publicKey } = pairs.get('ES256')!;
  const other = publicKeyOf((await generateKey('ES256')).privateJwk);
  const jws = await new CompactSign(Buffer.from('x')).setProtectedHeader({ alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }), jku: 'https://example.org/keys' }).sign(privateKey);
  await expect(verifyCompact(jws, other, 'ES256')).rejects.toMatchObject({ code: 'JOSE_SIGNATURE_INVALID' });
  await expect(verifyCompact(jws, createPrivateKey({ key: privateJwk, format: 'jwk' }), 'ES256')).rejects.toMatchObject({ code: 'JOSE_SIGNATURE_INVALID', details: { reason: 'KEY_KIND' } });
});

test('payload as bytes, whatever they are; an answer has to be text', async () => {
  const { privateKey, publicKey } = pairs.get('ES256')!;
  const jws = await new CompactSign(Buffer.from([0xff, 0x00])).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
  expect(await verifyCompact(jws, publicKey, 'ES256')).toEqual({ header: { alg: 'ES256' }, payload: Buffer.from([0xff, 0x00]) });
  await expect(verifyAnswer(jws, publicKey, 'ES256')).rejects.toMatchObject({ code: 'JOSE_ANSWER_NOT_JWS', details: { reason: 'PAYLOAD' } });
});
