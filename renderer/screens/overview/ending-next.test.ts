import { expect, test } from 'vitest';
import { makeItem } from '../../testing/expiry-items.ts';
import { endingNext, soonestEnd } from './ending-next.ts';

const NOW = Date.now();

test('what ends next comes first, what is covered last, and what has ended not at all', () => {
  const items = [makeItem({ title: 'gone', endsIn: -1 }), makeItem({ title: 'token', kind: 'token', endsIn: 0.5, isCovered: true }), makeItem({ title: 'a', endsIn: 10 }), makeItem({ title: 'b', endsIn: 40 }), makeItem({ title: 'c', endsIn: 90 })];
  expect(endingNext(items, NOW, 9).map((item) => item.title)).toEqual(['a', 'b', 'c', 'token']);
  expect(endingNext(items, NOW, 2).map((item) => item.title)).toEqual(['a', 'b']);
  expect(soonestEnd(items, NOW)).toBe(items[2]!.endsAt);
  expect(soonestEnd(items.slice(0, 2), NOW)).toBeUndefined();
});
