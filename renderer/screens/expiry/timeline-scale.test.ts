import { expect, test } from 'vitest';
import { timelineScale } from './timeline-scale.ts';

const scale = timelineScale(Date.parse('2026-11-22T10:00:00Z'));

test('whole months from the present one, so many that what ends in a year is within', () => {
  expect(scale.months.map(({ name }) => name)).toEqual(['Nov', 'Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov']);
  expect(scale.isWithin('2027-11-22T10:00:00Z')).toBe(true);
});

test('moments lie in percent, and outside ones at the edge', () => {
  expect(scale.at('2026-11-01T00:00:00Z')).toBe(0);
  expect(scale.at('2020-01-01T00:00:00Z')).toBe(0);
  expect(scale.at('2027-05-16T12:00:00Z')).toBeCloseTo(50, 0);
  expect(scale.at('2045-01-01T00:00:00Z')).toBe(100);
});

test('only the months shown are within', () => {
  expect(['2026-10-31T23:59:59Z', '2026-11-01T00:00:00Z', '2027-11-30T23:59:59Z', '2027-12-01T00:00:00Z'].map((moment) => scale.isWithin(moment))).toEqual([false, true, true, false]);
});
