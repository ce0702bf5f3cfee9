import { describe, expect, test } from 'vitest';
import type { FailedTries } from '../storage/preferences.ts';
import { OWNER_ID } from './all-doors.ts';
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
    for (let i = 0; i < 4; i++) subject.failed(OWNER_ID);
    expect((await expectCode(() => subject.assertFree(), 'VAULT_WAIT')).details).toEqual({ retryAfterMs: 2000 });
    clock.now += 1999;
    expect(subject.retryAt()).toBe(clock.now + 1);
    clock.now += 1;
    subject.assertFree();
    subject.succeeded(OWNER_ID, [OWNER_ID]);
    subject.failed(OWNER_ID);
    expect(subject.retryAt()).toBeUndefined();
  });

  test('giving one’s own passphrase in between does not free from the delay of guessing another’s', () => {
    const { throttle: subject, clock, memory } = throttle({ count: 1, lastAt: 0 });
    for (const guessed of [OWNER_ID, 'ann', OWNER_ID]) subject.failed(guessed);
    subject.succeeded('ann', [OWNER_ID, 'ann']);
    expect(subject.retryAt()).toBe(clock.now + 2000);
    subject.succeeded(OWNER_ID, [OWNER_ID, 'ann']);
    expect(memory.failedTries).toEqual({ count: 0, lastAt: 0 });
  });

  test('tries at doors that are no more, as of a vault that was deleted, are forgotten with the next right passphrase', () => {
    const { throttle: subject, memory } = throttle();
    for (const guessed of ['ann', 'bob', OWNER_ID]) subject.failed(guessed);
    subject.succeeded(OWNER_ID, [OWNER_ID, 'bob']);
    expect(memory.failedTries).toMatchObject({ count: 3, doors: ['bob'] });
    subject.succeeded(OWNER_ID, [OWNER_ID]);
    expect(memory.failedTries).toEqual({ count: 0, lastAt: 0 });
  });

  test('a clock that was set back locks nobody out for longer than the delay', () => {
    const { throttle: subject, clock } = throttle({ count: 3, lastAt: 9_000_000 });
    expect(subject.retryAt()).toBe(clock.now + 1000);
    clock.now += 1000;
    expect(subject.retryAt()).toBeUndefined();
  });
});
