import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { isCostlyKey } from './costly-key.ts';

test('DSA and Diffie-Hellman are known by their identifiers; the kinds that Wise takes are none of them', () => {
  const der = (pair: { privateKey: KeyObject }) => pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  expect(isCostlyKey(der(generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })))).toBe(true);
  expect(isCostlyKey(der(generateKeyPairSync('dh', { group: 'modp14' })))).toBe(true);
  expect(isCostlyKey(der(generateKeyPairSync('ec', { namedCurve: 'P-521' })))).toBe(false);
  expect(isCostlyKey(der(generateKeyPairSync('rsa', { modulusLength: 2048 })))).toBe(false);
});
