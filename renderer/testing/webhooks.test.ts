import { expect, test } from 'vitest';
import { contract, type Method } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/ipc/result.ts';
import { builtIn, production } from './fixtures.ts';
import { SCENARIOS } from './scenarios.ts';
import { createStandIn } from './stand-in.ts';

const fits = (method: Method, answer: Result<unknown>) => expect(answer.ok && contract[method].output.safeParse(answer.value).error, method).toBeUndefined();
const scope = { domain: 'application' } as const;

test('each verdict fits the contract', async () => {
  const api = createStandIn(SCENARIOS.one(), { delayMs: 0 });
  for (const [headers, text] of [['good', '{}'], ['cut', '{}'], ['other', '{}'], ['bad', '{}'], ['good', ''], ['good', '{\n  "data": {}\n}']] as const) {
    fits('webhooks.check', await api['webhooks.check']({ headers, body: { kind: 'text', text }, environment: 'built-in' }));
  }
});

test('a subscription to the receiver is made, tested and deleted, and what arrives fits the contract', async () => {
  const api = createStandIn(SCENARIOS.one(), { delayMs: 0 });
  fits('webhooks.list', await api['webhooks.list']({ connectionId: builtIn.id, scope }));
  const started = await api['webhooks.startReceiver']({ connectionId: builtIn.id, mtls: true });
  const url = started.ok ? started.value.url! : '';
  const made = await api['webhooks.subscribe']({ connectionId: builtIn.id, scope, name: 'x', triggerOn: 'balances#credit', version: '2.0.0', url, mtlsEnabled: true });
  fits('webhooks.subscribe', made);
  const subscriptionId = made.ok ? made.value.id : '';
  fits('webhooks.test', await api['webhooks.test']({ connectionId: builtIn.id, subscriptionId }));
  await expect.poll(async () => api['webhooks.receiver']({})).toMatchObject({ value: { deliveries: [{ eventType: 'balances#credit' }] } });
  fits('webhooks.receiver', await api['webhooks.receiver']({}));
  fits('webhooks.unsubscribe', await api['webhooks.unsubscribe']({ connectionId: builtIn.id, scope, subscriptionId }));
  expect(await api['webhooks.test']({ connectionId: builtIn.id, subscriptionId })).toMatchObject({ ok: false, error: { details: { status: 404 } } });
});

test('access is given, kept and taken away', async () => {
  const api = createStandIn(SCENARIOS.expiring(), { delayMs: 0 });
  const set = (part: object) => api['connections.change']({ connectionId: production.id, ...part });
  const given = await set({ clientKey: 'key', profileId: 7 });
  fits('connections.change', given);
  expect(given).toMatchObject({ value: { clientKey: 'key', profileId: 7 } });
  expect(await set({ profileId: 8 })).toMatchObject({ value: { clientKey: 'key', profileId: 8 } });
  expect(await set({ clientKey: null })).toMatchObject({ value: { profileId: 8 } });
});
