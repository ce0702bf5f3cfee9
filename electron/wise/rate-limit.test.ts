import { expect, test } from 'vitest';
import { RateLimitWaits, retryAfterMs } from './rate-limit.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const WHERE = { host: 'api.wise.com', path: '/v1/x' };

test.each([
  ['2', 2000],
  ['0', 0],
  ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  [undefined, undefined],
  ['', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['2026-11-22', undefined],
  ['Sun, 99 Nov 2026 10:00:30 GMT', undefined],
])('Retry-After %j is %s ms', (header, ms) => {
  expect(retryAfterMs(header, NOW)).toBe(ms);
});

test('a wait is listed while it lasts, and both ends are announced', async () => {
  const seen: number[] = [];
  const waits: RateLimitWaits = new RateLimitWaits(() => seen.push(waits.list().length), () => NOW);
  const waiting = waits.wait({ ...WHERE, ms: 20, limitedBy: 'application' });
  expect(waits.list()).toEqual([{ id: expect.any(String), ...WHERE, limitedBy: 'application', until: '2026-11-22T10:00:00.020Z' }]);
  await waiting;
  expect(waits.list()).toEqual([]);
  expect(seen).toEqual([1, 0]);
});

test('a wait can be cancelled by its id, and no other ends with it', async () => {
  const waits = new RateLimitWaits();
  const first = waits.wait({ ...WHERE, ms: 60_000 });
  const second = waits.wait({ ...WHERE, ms: 60_000 });
  waits.cancel(waits.list()[0]!.id);
  await expect(first).rejects.toMatchObject({ code: 'CANCELLED', details: WHERE });
  expect(waits.list()).toHaveLength(1);
  waits.cancelAll();
  await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
  waits.cancel('gone already');
});

test('a wait can be cancelled by a signal, also by one that came before', async () => {
  const waits = new RateLimitWaits();
  const controller = new AbortController();
  const waiting = waits.wait({ ...WHERE, ms: 60_000, signal: controller.signal });
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect(waits.wait({ ...WHERE, ms: 60_000, signal: controller.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
});
