import { expect, test } from 'vitest';
import { secondsLeft } from './retry.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');

test('the wait counts down in whole seconds and ends at zero', () => {
  expect(secondsLeft('2026-11-22T10:00:04.200Z', NOW)).toBe(5);
  expect(secondsLeft('2026-11-22T09:59:00Z', NOW)).toBe(0);
  expect(secondsLeft(undefined, NOW)).toBe(0);
});
