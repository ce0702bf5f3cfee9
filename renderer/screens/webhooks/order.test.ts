import { expect, test } from 'vitest';
import { makeSubscription } from '../../testing/webhooks.ts';
import { searchSubscriptions, sortSubscriptions } from './order.ts';

const a = makeSubscription({ name: 'alpha', triggerOn: 'transfers#state-change', url: 'https://x.example/2', createdAt: '2026-01-02T00:00:00Z' });
const b = makeSubscription({ name: 'Beta', triggerOn: 'balances#credit', url: 'https://x.example/1', createdAt: '2026-01-01T00:00:00Z' });

test.each([['name', [a, b]], ['event', [b, a]], ['url', [b, a]], ['made', [b, a]], ['mtls', [a, b]]])('sorted by %s, and the other way round', (by, sorted) => {
  expect(sortSubscriptions([a, b], { by, down: false })).toEqual(sorted);
  if (by !== 'mtls') expect(sortSubscriptions([a, b], { by, down: true })).toEqual(sorted.toReversed());
});

test('every word typed is found somewhere', () => {
  expect(searchSubscriptions([a, b], '')).toEqual([a, b]);
  expect(searchSubscriptions([a, b], 'CREDIT example')).toEqual([b]);
  expect(searchSubscriptions([a, b], a.id.slice(0, 8))).toEqual([a]);
  expect(searchSubscriptions([a, b], 'nothing')).toEqual([]);
});
