import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { isCostlyKey } from './costly-key.ts';

const DER = { privateKeyEncoding: { format: 'der', type: 'pkcs8' }, publicKeyEncoding: { format: 'der', type: 'spki' } } as const;

test('DSA and Diffie-Hellman are known by their identifiers; the kinds that Wise takes are none of them', () => {
  expect(isCostlyKey(generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160, ...DER }).privateKey)).toBe(true);
  expect(isCostlyKey(generateKeyPairSync('dh', { group: 'modp14' }).privateKey.export({ format: 'der', type: 'pkcs8' }))).toBe(true);
  expect(isCostlyKey(generateKeyPairSync('ec', { namedCurve: 'P-521', ...DER }).privateKey)).toBe(false);
  expect(isCostlyKey(generateKeyPairSync('rsa', { modulusLength: 2048, ...DER }).privateKey)).toBe(false);
});
