import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { ALGORITHM_IDS, algorithm } from '../../shared/model/algorithms.ts';
import { generateKey } from './generate.ts';
import { fitsAlgorithm, publicKeyFromSpki } from './public-key.ts';

test.each(ALGORITHM_IDS)('%s: a private JWK, its thumbprint and its SPKI that belong together', async (id) => {
  const { privateJwk, thumbprint, spki } = await generateKey(id);
  const publicKey = publicKeyFromSpki(spki);
  expect(createPublicKey(createPrivateKey({ key: privateJwk, format: 'jwk' })).equals(publicKey)).toBe(true);
  expect(fitsAlgorithm(publicKey, id)).toBe(true);
  const { key } = algorithm(id);
  expect(publicKey.asymmetricKeyDetails).toMatchObject(key.kty === 'RSA' ? { modulusLength: key.bits } : { namedCurve: expect.any(String) });
  const { kty, crv, x, y, e, n } = privateJwk;
  // RFC 7638, 3.2: the required members in lexicographic order, without white space.
  const canonical = JSON.stringify(kty === 'EC' ? { crv, kty, x, y } : { e, kty, n });
  expect(thumbprint).toBe(createHash('sha256').update(canonical).digest('base64url'));
});

test('a key fits no algorithm of another kind', async () => {
  const p256 = publicKeyFromSpki((await generateKey('ES256')).spki);
  expect(ALGORITHM_IDS.filter((id) => fitsAlgorithm(p256, id))).toEqual(['ES256']);
});
