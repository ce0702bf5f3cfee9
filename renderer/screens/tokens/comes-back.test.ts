import { expect, test } from 'vitest';
import { clock, waysBack } from './comes-back.ts';
import { reminderOf } from './reminder.ts';

test.each([
  ['http://127.0.0.1:47113/callback', 'loopback'],
  ['http://localhost:3000/cb', 'loopback'],
  ['http://[::1]:3000/cb', 'loopback'],
  ['https://localhost/cb', 'paste'],
  ['http://localhost.example.com/cb', 'paste'],
  ['portcullis://oauth/callback', 'link'],
  ['portcullis://somewhere', 'paste'],
  ['https://app.example.com/wise/callback?tenant=7', 'paste'],
  ['not an address', 'paste'],
])('%s comes back by %s', (uri, way) => {
  expect(waysBack(uri)).toBe(way);
});

test('a wait is told in minutes and seconds', () => {
  expect([clock(278_000), clock(9_100), clock(-5)]).toEqual(['4:38', '0:10', '0:00']);
});

test('a reminder is a whole number of days, or none', () => {
  expect([reminderOf(90), reminderOf(''), reminderOf(0), reminderOf(4000), reminderOf('x'), reminderOf(1.5)]).toEqual([90, null, undefined, undefined, undefined, undefined]);
});
