import { expect, test } from 'vitest';
import { makeKey } from '../../testing/fixtures.ts';
import { searchKeys, sortKeys } from './order.ts';

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

test('every word typed must occur somewhere in the key', () => {
  expect(labels(searchKeys([ended, late, soon], 'ps256 ACTIVE'))).toEqual(['late']);
  expect(searchKeys([ended, late, soon], 'ps256 expiring')).toEqual([]);
  expect(searchKeys([ended, late, soon], '  ')).toHaveLength(3);
});
