import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchForSuspend } from './suspend-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

let [wall, monotonic, suspends] = [0, 0, 0];
let stop: () => void;
beforeEach(() => {
  [wall, monotonic, suspends] = [1e12, 0, 0];
  stop = watchForSuspend(() => (suspends += 1), () => wall, () => monotonic);
});

function pass(wallMs: number, monotonicMs: number): void {
  wall += wallMs;
  monotonic += monotonicMs;
  vi.advanceTimersByTime(5_000);
}

test('time that passes as it should is no suspend', () => {
  for (let tick = 0; tick < 100; tick += 1) pass(5_000, 5_000);
  expect(suspends).toBe(0);
});

test('a busy moment is no suspend', () => {
  pass(19_000, 19_000);
  expect(suspends).toBe(0);
});

test('a jump of the wall clock alone is a suspend, once', () => {
  pass(600_000, 5_000);
  pass(5_000, 5_000);
  expect(suspends).toBe(1);
});

test('a jump of the monotonic clock while the wall clock is set back is a suspend', () => {
  pass(-3_600_000, 600_000);
  expect(suspends).toBe(1);
});

test('stopped, it tells nothing', () => {
  stop();
  pass(600_000, 600_000);
  expect(suspends).toBe(0);
});
