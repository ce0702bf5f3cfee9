import { expect, test } from 'vitest';
import { usualValidity, validityProblem, wantedValidity } from './validity.ts';

const NOW = Date.parse('2026-11-22T23:30:00Z');
const custom = (from: string, till: string) => ({ length: 'custom' as const, from, till });

test('a year from now on unless something else is chosen', () => {
  const usual = usualValidity(NOW);
  expect(usual).toEqual({ length: '365', from: '2026-11-22', till: '2027-11-22' });
  expect(wantedValidity(usual)).toEqual({ validDays: 365 });
  expect(validityProblem(usual, NOW)).toBeUndefined();
});

test('days of one’s own begin and end at midnight UTC', () => {
  expect(wantedValidity(custom('2027-01-01', '2027-03-31'))).toEqual({ validFrom: '2027-01-01T00:00:00.000Z', validTill: '2027-03-31T00:00:00.000Z' });
});

test.each([
  ['', '2027-01-01', 'Give both days.'],
  ['2027-01-02', '2027-01-02', 'The last day must come after the first.'],
  ['2026-01-01', '2026-11-22', 'The last day has passed already (UTC).'],
  ['2027-01-01', '2037-01-05', 'Ten years at most.'],
  ['2026-11-22', '2026-11-23', undefined],
])('from %s till %s: %s', (from, till, problem) => {
  expect(validityProblem(custom(from, till), NOW)).toBe(problem);
});
