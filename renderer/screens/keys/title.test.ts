import { expect, test } from 'vitest';
import { makeKey } from '../../testing/fixtures.ts';
import { keysTitle } from './title.ts';

test('the most pressing state names the screen', () => {
  const active = makeKey({ state: 'active' });
  expect(keysTitle(undefined)).toBe('Keys');
  expect(keysTitle([])).toBe('Start with a signing key');
  expect(keysTitle([active])).toBe('One key in use');
  expect(keysTitle([active, makeKey({ state: 'uploaded' })])).toBe('One key waits for its first call');
  expect(keysTitle([active, makeKey(), makeKey()])).toBe('2 keys need uploading');
  expect(keysTitle([makeKey(), makeKey({ state: 'expiring', endsIn: 3 })])).toBe('One key ends soon');
  expect(keysTitle([makeKey({ state: 'retired' })])).toBe('Every key is retired');
  expect(keysTitle([makeKey({ state: 'retired' }), makeKey({ state: 'replaced' })])).toBe('One key replaced, none in use');
  expect(keysTitle([makeKey({ state: 'expired', endsIn: -3 })])).toBe('Every key has ended');
});
