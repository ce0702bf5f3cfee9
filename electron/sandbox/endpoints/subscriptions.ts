import { randomUUID } from 'node:crypto';
import { fieldErrors, json, noContent, statusError, text, type Answer } from '../answers.ts';
import { requireApplicationToken, requireUserToken } from '../authorization.ts';
import { mediaType, quote, type Call, type Require } from '../call.ts';
import { parseJson } from '../decode.ts';
import { FIXED } from '../fixed.ts';
import { personById } from '../people.ts';
import type { Route } from '../route.ts';
import type { Subscription } from '../state.ts';
import { readSubscription } from '../subscription-fields.ts';
import { sendTestNotification } from '../test-notifications.ts';
import { eventTime } from '../webhook-events.ts';
import { webhookPublicKey } from '../webhook-key.ts';
import type { World } from '../world.ts';

/** Whose events a subscription is about. */
type Scope = Subscription['scope'];
/** Ends the call unless its token and its path are right; answers the scope the path names. */
type ReadScope = (call: Call, world: World) => Scope;

const MOST_PER_SCOPE = 100;
const APPLICATION = '/v3/applications/{clientKey}/subscriptions';
const PROFILE = '/v3/profiles/{profileId}/subscriptions';

/** Webhook subscriptions of the application and of a profile. */
export const subscriptionRoutes: readonly Route[] = [
  ...scopedRoutes(APPLICATION, 'application', applicationScope),
  ...scopedRoutes(PROFILE, 'profile', profileScope),
  { method: 'POST', path: `${APPLICATION}/{subscriptionId}/test-notifications`, about: 'have a test notification delivered, to addresses on this machine only', handle: test },
];

/** What Wise prints in its guide: the key that verifies deliveries. */
export const webhookKeyRoutes: readonly Route[] = [
  { method: 'GET', path: '/__sandbox/webhook-key', about: 'the public key that verifies webhook deliveries, PEM', handle: async (_call, { store }) => text(200, await webhookPublicKey(store)) },
];

function scopedRoutes(path: string, whose: Scope['domain'], scopeOf: ReadScope): Route[] {
  const one = `${path}/{subscriptionId}`;
  return [
    { method: 'GET', path, about: `webhook subscriptions of the ${whose}`, handle: (call, world) => list(scopeOf(call, world), world) },
    { method: 'POST', path, about: `subscribe the ${whose}: {name, trigger_on, delivery: {version, url, mtls_enabled}}`, handle: (call, world) => create(scopeOf(call, world), call, world) },
    { method: 'GET', path: one, about: `one subscription of the ${whose}`, handle: (call, world) => json(200, view(find(scopeOf(call, world), call, world), world)) },
    { method: 'DELETE', path: one, about: `end a subscription of the ${whose}`, handle: (call, world) => remove(find(scopeOf(call, world), call, world), world) },
  ];
}

function applicationScope(call: Call, world: World): Scope {
  requireApplicationToken(call, world);
  const { clientKey } = world.store.state;
  const check: Require = call.checks.refusingWith((words) => statusError(404, words, call.path, world.now()));
  check('client key', call.params['clientKey'] === clientKey, 'The client key is the application’s.', `There is no application with the client key ${quote(call.params['clientKey'])}.`);
  return { domain: 'application', id: clientKey };
}

function profileScope(call: Call, world: World): Scope {
  const { userId } = requireUserToken(call, world);
  const id = call.params['profileId'] ?? '';
  const isOwn = personById(world.store, userId)?.profiles.some((one) => String(one.id) === id);
  const check: Require = call.checks.refusingWith((words) => statusError(404, words, call.path, world.now()));
  check('profile', isOwn, 'The profile is the token owner’s.', `There is no profile ${quote(id)} of this token’s owner.`);
  return { domain: 'profile', id };
}

function inScope(scope: Scope, { store }: World): Subscription[] {
  return store.state.subscriptions.filter((one) => one.scope.domain === scope.domain && one.scope.id === scope.id);
}

function list(scope: Scope, world: World): Answer {
  return json(200, inScope(scope, world).map((one) => view(one, world)));
}

/** Answers 200 with the subscription; 400 with every field that does not fit; 415 for a body that is not JSON. */
function create(scope: Scope, call: Call, world: World): Answer {
  const isJson: Require = call.checks.refusingWith((words) => statusError(415, words, call.path, world.now()));
  const type = mediaType(call.headers['content-type']);
  isJson('content-type', type === 'application/json', 'The body is JSON.', `Content-Type must be application/json; it is ${quote(type)}.`);
  const read = readSubscription(call.checks, parseJson(call.body.toString()));
  if ('errors' in read) return fieldErrors(400, read.errors);
  const check: Require = call.checks.refusingWith((words) => fieldErrors(400, [{ code: 'LIMIT_REACHED', message: words, path: '', arguments: [] }]));
  check('limit', inScope(scope, world).length < MOST_PER_SCOPE, 'There is room for another.', `The built-in sandbox keeps at most ${MOST_PER_SCOPE} subscriptions here. Delete one first.`);
  const made: Subscription = { id: randomUUID(), ...read.fields, scope, createdAt: eventTime(world.now()) };
  world.store.change({ subscriptions: [...world.store.state.subscriptions, made] });
  return json(200, view(made, world));
}

/** The subscription that the path names, of this scope; 404 where there is none. */
function find(scope: Scope, call: Call, world: World): Subscription {
  const id = call.params['subscriptionId'] ?? '';
  const found = inScope(scope, world).find((one) => one.id === id.toLowerCase());
  const check: Require = call.checks.refusingWith((words) => statusError(404, words, call.path, world.now()));
  check('subscription', found, 'The subscription is there.', `There is no subscription ${quote(id)} of this ${scope.domain}.`);
  return found;
}

function remove({ id }: Subscription, { store }: World): Answer {
  store.change({ subscriptions: store.state.subscriptions.filter((one) => one.id !== id) });
  return noContent();
}

/** Answers the delivery id at once; what becomes of the delivery stands in the log. */
function test(call: Call, world: World, closing: AbortSignal): Answer {
  const subscription = find(applicationScope(call, world), call, world);
  const deliveryId = randomUUID();
  sendTestNotification({ subscription, deliveryId, traceId: call.traceId }, world, closing);
  return json(200, [{ delivery_id: deliveryId, created_at: eventTime(world.now()) }]);
}

function view({ id, name, triggerOn, version, url, mtlsEnabled, scope, createdAt }: Subscription, { store }: World): Record<string, unknown> {
  const isApplication = scope.domain === 'application';
  return {
    id,
    name,
    delivery: { version, url, mtls_enabled: mtlsEnabled },
    trigger_on: triggerOn,
    scope,
    created_by: isApplication ? { type: 'application', id: store.state.clientId } : { type: 'user', id: String(FIXED.userId) },
    created_at: createdAt,
  };
}
