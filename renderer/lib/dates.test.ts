import { expect, test } from 'vitest';
import { ago, happened, relative, span, utc } from './dates.ts';

const NOW = Date.parse('2026-11-22T10:42:00Z');
const DAY = 86_400_000;
const local = (month: number, date: number) => new Date(2026, month - 1, date, 10, 42);
const from = (ms: number) => new Date(NOW + ms).toISOString();

test.each([
  [26 * DAY, 'in 26 days'],
  [26 * DAY - 5000, 'in 26 days'],
  [DAY, 'in 1 day'],
  [3 * 3_600_000, 'in 3 hours'],
  [-1000, 'just now'],
  [-2 * 60_000, '2 min ago'],
  [-40 * DAY, '40 days ago'],
  [500 * DAY, '5 Apr 2028'],
])('%d ms from now reads "%s"', (ms, words) => {
  expect(relative(from(ms), NOW)).toBe(words);
});

test.each([
  ['2026-11-22T00:00:01Z', 'in 365 days'],
  ['2026-11-22T23:59:59Z', 'in 365 days'],
  ['2026-11-23T00:00:01Z', 'in 364 days'],
])('a key made at 20:33 for 365 days reads, at %s, "%s"', (now, words) => {
  expect(relative('2027-11-22T20:33:00Z', Date.parse(now))).toBe(words);
});

test('what is past is never told as to come', () => {
  expect(ago(from(1000), NOW)).toBe('just now');
  expect(ago(from(-2 * 60_000), NOW)).toBe('2 min ago');
});

test('a span never goes below zero', () => {
  expect(span(-500)).toBe('0 s');
  expect(span(1500)).toBe('2 s');
});

test('the exact moment is told in UTC', () => {
  expect(utc('2026-12-18T00:00:00.000Z')).toBe('18 Dec 2026, 00:00:00 UTC');
});

test('what happened is told by the wall clock, shorter the longer ago', () => {
  const now = local(11, 22).getTime();
  expect(happened(local(11, 22).toISOString(), now)).toBe('10:42 today');
  expect(happened(local(11, 21).toISOString(), now)).toBe('yesterday');
  expect(happened(local(11, 14).toISOString(), now)).toBe('14 Nov');
  expect(happened('2025-10-18T12:00:00.000Z', now)).toBe('18 Oct 2025');
});
