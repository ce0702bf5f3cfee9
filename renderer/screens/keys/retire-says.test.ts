import { expect, test } from 'vitest';
import { makeKey, production } from '../../testing/fixtures.ts';
import { retireHindrance, retireSays } from './retire-says.ts';

test('a key in use cannot be retired, and the connection is named', () => {
  expect(retireHindrance(makeKey({ state: 'active', over: production }))).toBe('Acme Payments uses it; rotate it first');
  expect(retireHindrance(makeKey({ state: 'replaced' }))).toBeUndefined();
});

test('connections left without a key of its use are named', () => {
  const key = makeKey({ state: 'uploaded', over: production });
  expect(retireSays(key, [key]).join(' ')).toContain('Acme Payments has no other signing key: calls that need one stop working.');
  const ended = makeKey({ state: 'expired', endsIn: -1, over: production });
  const encryption = makeKey({ state: 'active', algorithm: 'RSA-OAEP-256', over: production });
  expect(retireSays(key, [key, ended, encryption])).toHaveLength(3);
  expect(retireSays(key, [key, makeKey({ state: 'active', over: production })])).toHaveLength(2);
});

test('of a key that Wise never had, nothing is said of Wise', () => {
  const key = makeKey({ state: 'made' });
  expect(retireSays(key, [key])).toEqual(['It is used no more, nor offered. This cannot be undone.']);
});
