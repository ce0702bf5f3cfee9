import { expect, test } from 'vitest';
import { DAY_MS } from '../../shared/days.ts';
import { noticesOf, tidyTold } from './notices.ts';
import { noticeText } from './notice-text.ts';
import { item, NOW } from './testing/things.ts';

/** Looks once an hour from now on, and answers the days left at which it was told. */
function toldOver(days: number, leadDays: number): number[] {
  const one = item({ days, leadDays });
  const at: number[] = [];
  let told = {};
  for (let now = NOW; now <= NOW + (days + 40) * DAY_MS; now += 3_600_000) {
    const notices = noticesOf([one], told, now);
    told = notices.told;
    if (notices.due.length > 0) at.push(Math.round((Date.parse(one.endsAt) - now) / DAY_MS));
  }
  return at;
}

test.each([
  [60, 30, [30, 7, 1, 0]],
  [60, 90, [60, 7, 1, 0]],
  [60, 7, [7, 1, 0]],
  [60, 3, [3, 1, 0]],
  [60, 1, [1, 0]],
  [5, 30, [5, 1, 0]],
  [0, 30, [0]],
])('something that ends in %i days with a lead time of %i is told once at %j days', (days, leadDays, expected) => {
  expect(toldOver(days, leadDays)).toEqual(expected);
});

test('after a long sleep one notice tells of all thresholds that were passed', () => {
  const one = item({ days: 0.5 });
  const first = noticesOf([one], {}, NOW);
  expect(first.due).toEqual([one]);
  expect(noticesOf([one], first.told, NOW).due).toEqual([]);
});

test('what is covered, far off or over for long is not told', () => {
  expect(noticesOf([item({ days: 2, isCovered: true }), item({ days: 31 }), item({ days: -31 })], {}, NOW).due).toEqual([]);
  expect(noticesOf([item({ days: -29 })], {}, NOW).due).toHaveLength(1);
});

test('a longer lead time does not tell again, a shorter one does at its time', () => {
  const one = item({ days: 20 });
  const { told } = noticesOf([one], {}, NOW);
  expect(noticesOf([{ ...one, leadDays: 90 }], told, NOW).due).toEqual([]);
  expect(noticesOf([{ ...one, leadDays: 21 }], told, NOW).due).toHaveLength(1);
});

test('a clock that was set back does not tell again', () => {
  const one = item({ days: 5 });
  const { told } = noticesOf([one], {}, NOW);
  expect(noticesOf([one], told, NOW - 20 * DAY_MS).due).toEqual([]);
});

test('what is gone is no longer remembered', () => {
  const one = item({ days: 5 });
  expect(tidyTold({ [one.id]: 7, gone: 1 }, [one])).toEqual({ [one.id]: 7 });
});

test('one is told by name and date', () => {
  expect(noticeText([item({ days: 26 })], NOW)).toEqual({ title: 'payments ends in 26 days', body: 'Signing key of Acme, 18 Dec 2026 (UTC)' });
  expect(noticeText([item({ days: 1, kind: 'certificate', connectionNames: [] })], NOW)).toEqual({ title: 'payments ends tomorrow', body: 'Client certificate, 23 Nov 2026 (UTC)' });
  expect(noticeText([item({ days: 0.1 })], NOW).title).toBe('payments ends today');
  expect(noticeText([item({ days: -1 })], NOW).title).toBe('payments has ended');
});

test('several are told together', () => {
  const some = [item({ title: 'a', days: -1 }), item({ title: 'b', days: 1 }), item({ title: 'c', days: 12 })];
  expect(noticeText(some, NOW)).toEqual({ title: '3 things end soon or have ended', body: 'a has ended, b ends tomorrow, c ends in 12 days' });
  expect(noticeText(some.slice(1), NOW).title).toBe('2 things end soon');
  expect(noticeText([some[0]!, some[0]!], NOW).title).toBe('2 things have ended');
  expect(noticeText(Array.from({ length: 9 }, () => item({ days: 3 })), NOW).body).toMatch(/, 5 more$/);
});

test('a long name, or one of several lines, stays on one short line', () => {
  const { title } = noticeText([item({ title: `first\nsecond ${'x'.repeat(300)}`, days: 2 })], NOW);
  expect(title).toMatch(/^first second x+… ends in 2 days$/);
  expect(title.length).toBeLessThan(90);
});
