import { expect, test } from 'vitest';
import { rowAfter, withActive } from './row-keys.ts';

test.each([
  ['ArrowDown', 5, 6],
  ['ArrowDown', 99, 99],
  ['ArrowUp', 5, 4],
  ['ArrowUp', 0, 0],
  ['PageDown', 5, 15],
  ['PageDown', 95, 99],
  ['PageUp', 5, 0],
  ['Home', 42, 0],
  ['End', 42, 99],
  ['Enter', 42, undefined],
])('%s in row %d of 100 goes to %s', (key, at, to) => {
  expect(rowAfter(key, at, 99)).toBe(to);
});

test('the row in the tab order is rendered wherever it is, in its place', () => {
  expect(withActive([10, 11, 12], 3)).toEqual([3, 10, 11, 12]);
  expect(withActive([10, 11, 12], 40)).toEqual([10, 11, 12, 40]);
  expect(withActive([10, 11, 12], 11)).toEqual([10, 11, 12]);
  expect(withActive([], -1)).toEqual([]);
});
