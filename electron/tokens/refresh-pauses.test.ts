import { expect, test } from 'vitest';
import { RefreshPauses } from './refresh-pauses.ts';

function paused() {
  const clock = { now: 1_800_000_000_000 };
  return { clock, pauses: new RefreshPauses(() => clock.now) };
}

test('30 s after the first failure, then twice as long each time, at most ten minutes, until it has worked', () => {
  const { clock, pauses } = paused();
  const seconds = Array.from({ length: 7 }, () => {
    pauses.failed('one');
    const left = pauses.left('one');
    clock.now += left;
    return left / 1000;
  });
  expect(seconds).toEqual([30, 60, 120, 240, 480, 600, 600]);
  expect(pauses.left('one')).toBe(0);
  pauses.end('one');
  pauses.failed('one');
  expect(pauses.left('one')).toBe(30_000);
});

test('each token has its own', () => {
  const { pauses } = paused();
  pauses.failed('one');
  expect(pauses.left('two')).toBe(0);
});

test('a clock that was set back does not make it longer', () => {
  const { clock, pauses } = paused();
  pauses.failed('one');
  clock.now -= 3_600_000;
  expect(pauses.left('one')).toBe(0);
});

test('what Wise asks for counts, within the same limit', () => {
  const { pauses } = paused();
  pauses.failed('one', 300_000);
  pauses.failed('two', 86_400_000);
  expect([pauses.left('one'), pauses.left('two')]).toEqual([300_000, 600_000]);
});
