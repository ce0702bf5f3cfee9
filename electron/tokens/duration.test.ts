import { expect, test } from 'vitest';
import { duration } from './duration.ts';

test.each([
  [43_199_000, '11 h 59 min'],
  [43_200_000, '12 h'],
  [240_000, '4 min'],
  [59_999, 'less than a minute'],
  [-1, 'less than a minute'],
])('%i ms is %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});
