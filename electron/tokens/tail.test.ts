import { expect, test } from 'vitest';
import { tokenName } from './entry.ts';

test.each([['a', ''], ['abcd', 'd'], ['abcdefgh', 'efgh']])('the name of the token %s shows no more of it than %j', (value, tail) => {
  expect(tokenName({ label: 'Acme', access: { value, issuedAt: '2026-11-23T12:00:00.000Z' } })).toBe(`token “Acme” (…${tail})`);
});
