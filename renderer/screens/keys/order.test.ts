import { expect, test } from 'vitest';
import { makeKey, production } from '../../testing/fixtures.ts';
import { searchKeys, sortKeys, withoutRetired } from './order.ts';

const soon = makeKey({ label: 'soon', state: 'expiring', endsIn: 20 });
const late = makeKey({ label: 'late', state: 'active', endsIn: 300, algorithm: 'PS256' });
const ended = makeKey({ label: 'ended', state: 'expired', endsIn: -10 });
const labels = (keys: readonly { label: string }[]) => keys.map((key) => key.label);

test('by end: what ends next first, what has ended last', () => {
  expect(labels(sortKeys([ended, late, soon], { by: 'ends', down: false }))).toEqual(['soon', 'late', 'ended']);
});

test('the other way round when asked', () => {
  expect(labels(sortKeys([ended, late, soon], { by: 'key', down: true }))).toEqual(['soon', 'late', 'ended']);
});

test('retired keys stand last by end, and are left out unless one is open', () => {
  const retired = makeKey({ label: 'retired', state: 'retired', endsIn: 5 });
  expect(labels(sortKeys([retired, late, soon], { by: 'ends', down: false }))).toEqual(['soon', 'late', 'retired']);
  expect(labels(withoutRetired([retired, late], undefined))).toEqual(['late']);
  expect(withoutRetired([retired, late], retired.id)).toHaveLength(2);
});

test('a key is found by the connection that uses it', () => {
  const over = makeKey({ label: 'over', state: 'active', over: production });
  expect(labels(searchKeys([late, over], 'acme'))).toEqual(['over']);
});

test('every word typed must occur somewhere in the key', () => {
  expect(labels(searchKeys([ended, late, soon], 'ps256 ACTIVE'))).toEqual(['late']);
  expect(searchKeys([ended, late, soon], 'ps256 expiring')).toEqual([]);
  expect(searchKeys([ended, late, soon], '  ')).toHaveLength(3);
});
