import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { webhookSubscription } from '../../shared/model/webhooks.ts';
import { UserTokens } from '../tokens/user-tokens.ts';
import { Secret } from '../wise/secret.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import { connectionEntry } from '../wise/testing/ports.ts';
import { json } from '../wise/testing/wise-double.ts';
import { listSubscriptions, subscribe, testSubscription, unsubscribe, type SubscriptionDeps } from './subscriptions.ts';

const ID = '72195556-e5cb-495e-a010-b37a4f2a3043';
const USER_TOKEN = 'personal-token-of-the-test';
const APPLICATION = { domain: 'application' } as const;
const PROFILE = { domain: 'profile', profileId: 77 } as const;
const OF_APPLICATION = '/v3/applications/key%2F..%3Fa%23/subscriptions';
const ANSWER = {
  id: ID, name: 'First', delivery: { version: '4.0.0', url: 'https://hooks.example.com/secret-path' }, trigger_on: 'transfers#state-change',
  scope: { domain: 'application', id: 'key' }, created_by: { type: 'application', id: 'a' }, created_at: '2019-10-10T13:55:57Z',
};
const WANTED = { name: 'First', triggerOn: 'transfers#state-change', version: '4.0.0', url: 'https://hooks.example.com/secret-path', mtlsEnabled: true };

let side: Linked;
let deps: SubscriptionDeps;
let told: string[];
const builtIn = connectionEntry({ name: 'Mine', environment: 'built-in' });
const input = { connectionId: builtIn.id };

beforeEach(async () => {
  side = await startLinked();
  told = [];
  const { wise, vault, audit, clients, tokens } = side;
  await vault.update((body) => ({ ...body, connections: [...body.connections, builtIn] }));
  const target = { apiUrl: wise.url, mtlsUrl: wise.url, ca: wise.ca.pem, clientId: wise.clientId, clientSecret: new Secret(wise.clientSecret), clientKey: 'key/..?a#', profileId: 77, ownUserToken: new Secret(USER_TOKEN), personalToken: new Secret(''), consentUrl: '', redirectUri: '', webhookKey: '' };
  deps = { vault, audit, clients, tokens, userTokens: new UserTokens({ vault, audit }), sandbox: { target: async () => target }, changed: (...topics) => void told.push(...topics) };
});
afterEach(() => side.close());

const sent = () => side.wise.received.filter(({ path }) => path !== '/oauth/token');

test('lists those of the application with the application token, and reads what Wise leaves out', async () => {
  side.wise.routes[`GET ${OF_APPLICATION}`] = () => json([ANSWER, { id: 'only-an-id' }, { ...ANSWER, name: null, delivery: { ...ANSWER.delivery, mtls_enabled: false } }]);
  const found = await listSubscriptions(deps, { ...input, scope: APPLICATION });
  expect(z.array(webhookSubscription).parse(found)).toEqual([
    { id: ID, name: 'First', triggerOn: 'transfers#state-change', version: '4.0.0', url: WANTED.url, scope: APPLICATION, createdAt: '2019-10-10T13:55:57Z' },
    { id: 'only-an-id', name: '', triggerOn: '', version: '', url: '', scope: APPLICATION },
    expect.objectContaining({ name: '', mtlsEnabled: false }),
  ]);
  expect(sent()[0]!.headers.authorization).toBe(`Bearer ${side.wise.tokens[0]}`);
  expect(side.audit.lines.at(-1)).toEqual({ kind: 'webhook.listed', outcome: 'ok', subject: 'Mine', says: '3 webhook subscriptions of the application' });
});

test('those of a profile are called with the user’s token', async () => {
  const path = '/v3/profiles/77/subscriptions';
  Object.assign(side.wise.routes, { [`GET ${path}`]: () => json([ANSWER]), [`POST ${path}`]: () => json(ANSWER), [`DELETE ${path}/${ID}`]: () => ({ status: 204 }) });
  expect(await listSubscriptions(deps, { ...input, scope: PROFILE })).toMatchObject([{ scope: PROFILE }]);
  await subscribe(deps, { ...input, scope: PROFILE, ...WANTED });
  await unsubscribe(deps, { ...input, scope: PROFILE, subscriptionId: ID });
  expect(sent().map(({ headers }) => headers.authorization)).toEqual([1, 2, 3].map(() => `Bearer ${USER_TOKEN}`));
  expect(side.wise.tokens).toEqual([]);
});

test('subscribes, tests and unsubscribes', async () => {
  const { wise, audit } = side;
  wise.routes[`POST ${OF_APPLICATION}`] = () => json({ ...ANSWER, delivery: { ...ANSWER.delivery, mtls_enabled: true } });
  wise.routes[`POST ${OF_APPLICATION}/${ID}/test-notifications`] = () => json([{ delivery_id: 'd1', created_at: 'x' }, {}]);
  wise.routes[`DELETE ${OF_APPLICATION}/${ID}`] = () => ({ status: 204 });
  expect(await subscribe(deps, { ...input, scope: APPLICATION, ...WANTED })).toMatchObject({ id: ID, mtlsEnabled: true });
  expect(JSON.parse(sent()[0]!.body)).toEqual({ name: 'First', trigger_on: 'transfers#state-change', delivery: { version: '4.0.0', url: WANTED.url, mtls_enabled: true } });
  expect(await testSubscription(deps, { ...input, subscriptionId: ID })).toEqual({ deliveryIds: ['d1'] });
  expect(await unsubscribe(deps, { ...input, scope: APPLICATION, subscriptionId: ID })).toEqual({});
  expect(told).toEqual(['webhooks', 'webhooks']);
  expect(audit.lines.slice(1).map(({ kind, says }) => `${kind}: ${says}`)).toEqual([
    `webhook.subscribed: transfers#state-change to hooks.example.com over mTLS, of the application, subscription ${ID}`,
    `webhook.tested: subscription ${ID}, 1 test notifications queued`,
    `webhook.unsubscribed: subscription ${ID} of the application`,
  ]);
  expect(JSON.stringify(audit.lines)).not.toContain('secret-path');
});

test.each([
  [403, { error: 'forbidden', error_description: 'No.' }, 'WISE_FORBIDDEN', { wiseCode: 'forbidden', wiseMessage: 'No.' }, 'refused'],
  [404, { timestamp: 't', status: 404, error: 'Not Found', message: 'No such subscription', path: '/' }, 'WISE_REFUSED', { wiseMessage: 'No such subscription' }, 'refused'],
  [422, { errors: [{ code: 'NOT_VALID', message: 'url must be https', path: 'delivery.url' }] }, 'WISE_REFUSED', { wiseCode: 'NOT_VALID', field: 'delivery.url' }, 'refused'],
  [500, { message: 'An unexpected error occurred' }, 'WISE_FAILED', {}, 'failed'],
  [200, { no: 'id' }, 'WISE_ANSWER_INVALID', { reason: 'ANSWER_SHAPE' }, 'failed'],
])('a %i shows Wise’s words and the trace id', async (status, body, code, details, outcome) => {
  side.wise.routes[`POST ${OF_APPLICATION}`] = () => json(body, status);
  await expect(subscribe(deps, { ...input, scope: APPLICATION, ...WANTED })).rejects.toMatchObject({ code, details: { ...details, traceId: 'trace-of-the-test' } });
  expect(side.audit.lines.at(-1)).toEqual({ kind: 'webhook.subscribed', outcome, subject: 'Mine', says: `transfers#state-change to hooks.example.com over mTLS, of the application: ${code}, trace trace-of-the-test` });
  expect(told).toEqual([]);
});

test('what is missing is named, and nothing is sent', async () => {
  const { wise, vault, audit } = side;
  const connectionId = vault.read().connections[0]!.id;
  await expect(listSubscriptions(deps, { connectionId, scope: APPLICATION })).rejects.toMatchObject({ code: 'WEBHOOK_ACCESS_MISSING', details: { field: 'clientKey' } });
  await expect(listSubscriptions(deps, { connectionId, scope: PROFILE })).rejects.toMatchObject({ code: 'TOKEN_MISSING' });
  expect(wise.received).toEqual([]);
  expect(audit.kinds()).toEqual(['webhook.listed failed', 'webhook.listed failed']);
});

test.each(['.', '..', '', '\uD800'])('an id cannot lead to another endpoint: %j', async (subscriptionId) => {
  await expect(unsubscribe(deps, { ...input, scope: APPLICATION, subscriptionId })).rejects.toMatchObject({ code: 'HOST_FORBIDDEN' });
  expect(sent()).toEqual([]);
});

test('a profile’s token that Wise does not take is told as that, not as wrong credentials of the connection', async () => {
  side.wise.routes['GET /v3/profiles/77/subscriptions'] = () => json({ error: 'invalid_token' }, 401);
  await expect(listSubscriptions(deps, { ...input, scope: PROFILE })).rejects.toMatchObject({ code: 'TOKEN_REFUSED', details: { status: 401, wiseCode: 'invalid_token' } });
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'webhook.listed', outcome: 'refused' });
});
