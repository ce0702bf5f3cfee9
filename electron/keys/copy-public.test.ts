import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { publicMaterial, type PublicFormat } from './copy-public.ts';
import { keySide } from './testing.ts';

test.each(['ES512', 'PS256', 'RSA-OAEP-256'] as const)('%s: five formats of the same public key, and nothing private', async (algorithm) => {
  const side = keySide();
  const { id, thumbprint } = await side.make({ algorithm });
  const copy = async (format: PublicFormat) => publicMaterial(side, { keyId: id, format });
  const jwk = JSON.parse(await copy('jwk')) as JsonWebKey;
  const pem = createPublicKey(await copy('pem'));
  expect(createPublicKey({ key: jwk, format: 'jwk' }).equals(pem)).toBe(true);
  expect(createPublicKey({ key: Buffer.from(await copy('der-base64'), 'base64'), format: 'der', type: 'spki' }).equals(pem)).toBe(true);
  expect(jwk).toMatchObject({ kid: id, alg: algorithm });
  expect(Object.keys(jwk).toSorted()).toEqual(algorithm === 'ES512' ? ['alg', 'crv', 'kid', 'kty', 'x', 'y'] : ['alg', 'e', 'kid', 'kty', 'n']);
  expect([await copy('thumbprint'), await copy('key-id')]).toEqual([thumbprint, id]);
  expect(side.audit.lines.slice(1).map(({ kind, says }) => `${kind} ${says}`)).toEqual(['jwk', 'pem', 'der-base64', 'thumbprint', 'key-id'].map((format) => `key.public-copied ${format}`));
});

test('an unknown key is KEY_NOT_FOUND', async () => {
  await expect(publicMaterial(keySide(), { keyId: 'none', format: 'pem' })).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
});
