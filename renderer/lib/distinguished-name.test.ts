import { expect, test } from 'vitest';
import { commonName, namePart, nameParts } from './distinguished-name.ts';

test('a name is taken apart in its order, a comma inside a value stays', () => {
  expect(nameParts('CN=client-7f21, O=Acme\\, Ltd,C=GB')).toEqual([['CN', 'client-7f21'], ['O', 'Acme, Ltd'], ['C', 'GB']]);
  expect(nameParts('')).toEqual([]);
});

test('a value may hold an equals sign', () => {
  expect(namePart('O=a=b', 'O')).toBe('a=b');
  expect(namePart('O=a', 'CN')).toBeUndefined();
});

test('in short it is the CN, else the O, else all of it', () => {
  expect(commonName('O=Acme, CN=host')).toBe('host');
  expect(commonName('O=Acme, C=GB')).toBe('Acme');
  expect(commonName('C=GB')).toBe('C=GB');
});
