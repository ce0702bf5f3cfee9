import { expect, test } from 'vitest';
import { makeItem } from '../../testing/expiry-items.ts';
import { expiryTitle, standingOf } from './words.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const ends = (days: number, rest: Parameters<typeof makeItem>[0] = {}) => makeItem({ endsAt: new Date(NOW + days * 86_400_000).toISOString(), ...rest });

test('where a thing stands is told by the clock, and what is covered needs nobody', () => {
  expect([ends(31), ends(30), ends(0), ends(-1), ends(-1, { isCovered: true }), ends(31, { leadDays: 60 })].map((item) => standingOf(item, NOW))).toEqual(['ok', 'due', 'ended', 'ended', 'covered', 'due']);
});

test('the title says what has ended, what ends soon, or until when nothing does', () => {
  const title = (...items: ReturnType<typeof makeItem>[]) => expiryTitle(items, NOW);
  expect(expiryTitle(undefined, NOW)).toBe('What ends when');
  expect(title()).toBe('Nothing that could end yet');
  expect(title(ends(102))).toBe('Nothing ends before March');
  expect(title(ends(102), ends(3, { isCovered: true }))).toBe('Nothing ends before March');
  expect(title(ends(500))).toBe('Nothing ends before April 2028');
  expect(title(ends(3, { isCovered: true }))).toBe('Nothing in use ends');
  expect(title(ends(26))).toBe('One thing ends within 30 days');
  expect(title(ends(26), ends(2), ends(200))).toBe('Two things end within 30 days');
  expect(title(ends(0.4))).toBe('One thing ends within a day');
  expect(title(ends(200, { leadDays: 300 }))).toBe('One thing ends within 365 days');
  expect(title(ends(-3))).toBe('One thing has ended');
  expect(title(ends(-3), ends(-9), ends(4))).toBe('Two things have ended, one ends soon');
  expect(title(ends(-3), ...Array.from({ length: 12 }, () => ends(4)))).toBe('One thing has ended, 12 end soon');
});
