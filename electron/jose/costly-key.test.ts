import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { isCostlyKey } from './costly-key.ts';

const der = (key: KeyObject) => key.export({ format: 'der', type: 'pkcs8' });

test.each([
  ['DSA', der(generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey), true],
  // RFC 5208, with an algorithm of PKCS #3 and numbers left out.
  ['Diffie-Hellman', Buffer.from('3014020100300d06092a864886f70d01030130000400', 'hex'), true],
  ['EC', der(generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey), false],
  ['RSA', der(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey), false],
] as const)('%s is known by its identifier', (_, key, costly) => {
  expect(isCostlyKey(key)).toBe(costly);
});
