import { describe, expect, test } from 'vitest';
import type { FailedTries } from '../storage/preferences.ts';
import { expectCode } from './testing/test-vault.ts';
import { delayAfter, Throttle } from './throttle.ts';

function throttle(failedTries: FailedTries = { count: 0, lastAt: 0 }) {
  const memory = { failedTries, rememberFailedTries(tries: FailedTries) { memory.failedTries = tries; } };
  const clock = { now: 1_000_000 };
  return { memory, clock, throttle: new Throttle(memory, () => clock.now) };
}

test('the delay grows from the third wrong try to a minute', () => {
  expect(Array.from({ length: 12 }, (_, count) => delayAfter(count) / 1000)).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

describe('Throttle', () => {
  test('lets try again after the delay, and starts anew after a right one', async () => {
    const { throttle: subject, clock } = throttle();
    for (let i = 0; i < 4; i++) subject.failed();
    expect((await expectCode(() => subject.assertFree(), 'VAULT_WAIT')).details).toEqual({ retryAfterMs: 2000 });
    clock.now += 1999;
    expect(subject.retryAt()).toBe(clock.now + 1);
    clock.now += 1;
    subject.assertFree();
    subject.succeeded();
    subject.failed();
    expect(subject.retryAt()).toBeUndefined();
  });

  test('a clock that was set back locks nobody out for longer than the delay', () => {
    const { throttle: subject, clock } = throttle({ count: 3, lastAt: 9_000_000 });
    expect(subject.retryAt()).toBe(clock.now + 1000);
    clock.now += 1000;
    expect(subject.retryAt()).toBeUndefined();
  });
});
