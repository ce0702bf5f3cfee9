import { expect, test } from 'vitest';
import { makeKey } from '../../testing/fixtures.ts';
import { endingNext, timelineScale } from './timeline-scale.ts';

const scale = timelineScale(Date.parse('2026-11-22T10:00:00Z'));

test('twelve months from the present one', () => {
  expect(scale.months).toEqual(['Nov', 'Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct']);
});

test('moments lie in percent, and outside ones at the edge', () => {
  expect(scale.at('2026-11-01T00:00:00Z')).toBe(0);
  expect(scale.at('2020-01-01T00:00:00Z')).toBe(0);
  expect(scale.at('2027-05-02T12:00:00Z')).toBeCloseTo(50, 0);
  expect(scale.at('2045-01-01T00:00:00Z')).toBe(100);
});

test('the keys that end next, without ended ones', () => {
  const keys = [makeKey({ label: 'c', state: 'active', endsIn: 90 }), makeKey({ label: 'gone', state: 'expired', endsIn: -1 }), makeKey({ label: 'a', state: 'active', endsIn: 10 }), makeKey({ label: 'b', state: 'active', endsIn: 40 })];
  expect(endingNext(keys, 2).map((key) => key.label)).toEqual(['a', 'b']);
});
