import { expect, test } from 'vitest';
import { lastMonth, periodProblem, thisMonth } from './period.ts';

const MARCH = Date.UTC(2028, 2, 1, 0, 30);

test('months are whole and in UTC, over a leap day and the turn of a year', () => {
  expect(lastMonth(MARCH)).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  expect(thisMonth(MARCH)).toEqual({ from: '2028-03-01', to: '2028-03-01' });
  expect(lastMonth(Date.UTC(2027, 0, 31, 23, 59))).toEqual({ from: '2026-12-01', to: '2026-12-31' });
});

test.each([
  [{ from: '', to: '2028-01-01' }, 'from'],
  [{ from: '2028-01-02', to: '2028-01-01' }, 'to'],
  [{ from: '2028-03-01', to: '2028-03-02' }, 'to'],
  [{ from: '2026-10-01', to: '2028-01-13' }, 'from'],
])('%j is wrong at %s', (period, field) => {
  expect(periodProblem(period, MARCH)?.field).toBe(field);
});

test('469 days are the most, today included', () => {
  expect(periodProblem({ from: '2026-10-01', to: '2028-01-12' }, MARCH)).toBeUndefined();
  expect(periodProblem(thisMonth(MARCH), MARCH)).toBeUndefined();
});
