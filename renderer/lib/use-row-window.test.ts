import { expect, test } from 'vitest';
import { rowWindow, scrollTopFor } from './use-row-window.ts';

test('only rows in view and a few beside them are rendered', () => {
  expect(rowWindow(5000, 500, 50, 1000)).toEqual({ first: 90, end: 120 });
});

test('the window stays within the rows there are', () => {
  expect(rowWindow(0, 500, 50, 3)).toEqual({ first: 0, end: 3 });
  expect(rowWindow(90_000, 500, 50, 3)).toEqual({ first: 3, end: 3 });
});

test('a row in view needs no scrolling; one outside is brought to the nearer edge', () => {
  expect(scrollTopFor(5, 50, 100, 500)).toBe(100);
  expect(scrollTopFor(1, 50, 100, 500)).toBe(50);
  expect(scrollTopFor(20, 50, 100, 500)).toBe(550);
});
