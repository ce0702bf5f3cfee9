import { expect, test } from 'vitest';
import { clock } from './comes-back.ts';
import { reminderOf } from './reminder.ts';

test('a wait is told in minutes and seconds', () => {
  expect([clock(278_000), clock(9_100), clock(-5)]).toEqual(['4:38', '0:10', '0:00']);
});

test('a reminder is a whole number of days, or none', () => {
  expect([reminderOf(90), reminderOf(''), reminderOf(0), reminderOf(4000), reminderOf('x'), reminderOf(1.5)]).toEqual([90, null, undefined, undefined, undefined, undefined]);
});
