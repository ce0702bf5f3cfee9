import { expect, onTestFinished, test } from 'vitest';
import { startLinked } from '../wise/testing/linked.ts';
import { json, ROUTES } from '../wise/testing/wise-double.ts';
import { RefreshClientCheck } from './refresh-client-check.ts';

test('what was found out about one client says nothing about the one after it', async () => {
  const { wise, clients, link, now, close } = await startLinked();
  onTestFinished(close);
  const check = new RefreshClientCheck(now);
  expect([await check.isKnown(link), await check.isKnown(link)]).toEqual([true, true]);
  expect(wise.received).toHaveLength(1);
  wise.next(ROUTES.token, () => json({ error: 'invalid_grant' }, 401));
  clients.drop(link.target.id);
  expect(await check.isKnown(clients.link(link.target))).toBe(false);
});
