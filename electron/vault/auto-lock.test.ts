import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AutoLock } from './auto-lock.ts';

const MINUTE = 60_000;
beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

function autoLock() {
  const onLock = vi.fn<() => void>();
  const subject = new AutoLock({ onLock });
  subject.start(10);
  return { onLock, subject };
}

test('locks once, after the idle time', () => {
  const { onLock, subject } = autoLock();
  expect(subject.locksAt).toBe(10 * MINUTE);
  vi.advanceTimersByTime(10 * MINUTE - 1);
  expect(onLock).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onLock).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(60 * MINUTE);
  expect(onLock).toHaveBeenCalledOnce();
  expect(subject.locksAt).toBeUndefined();
});

test('a touch starts the time anew', () => {
  const { onLock, subject } = autoLock();
  vi.advanceTimersByTime(9 * MINUTE);
  subject.touch();
  vi.advanceTimersByTime(9 * MINUTE);
  expect(onLock).not.toHaveBeenCalled();
  vi.advanceTimersByTime(MINUTE);
  expect(onLock).toHaveBeenCalledOnce();
});

test('locks within seconds of waking when the machine slept past the deadline', () => {
  const { onLock } = autoLock();
  vi.setSystemTime(30 * MINUTE);
  vi.advanceTimersByTime(5000);
  expect(onLock).toHaveBeenCalledOnce();
});

test('a touch after the deadline comes too late', () => {
  const { onLock, subject } = autoLock();
  vi.setSystemTime(30 * MINUTE);
  subject.touch();
  expect(onLock).toHaveBeenCalledOnce();
});

test('a clock that was set back does not stretch the time', () => {
  const { onLock } = autoLock();
  vi.setSystemTime(-600 * MINUTE);
  vi.advanceTimersByTime(10 * MINUTE + 5000);
  expect(onLock).toHaveBeenCalledOnce();
});

test.each([8, 600])('what had passed before the clock was set back by %i minutes stays passed', (minutes) => {
  const { onLock } = autoLock();
  vi.advanceTimersByTime(9 * MINUTE);
  vi.setSystemTime((9 - minutes) * MINUTE);
  vi.advanceTimersByTime(MINUTE + 5000);
  expect(onLock).toHaveBeenCalledOnce();
});

test('a new setting counts from now; stopped, it never locks', () => {
  const { onLock, subject } = autoLock();
  vi.advanceTimersByTime(9 * MINUTE);
  subject.start(1);
  expect(subject.locksAt).toBe(10 * MINUTE);
  subject.stop();
  subject.touch();
  vi.advanceTimersByTime(100 * MINUTE);
  expect(onLock).not.toHaveBeenCalled();
});
