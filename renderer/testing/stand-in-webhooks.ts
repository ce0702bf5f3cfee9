import type { Method } from '../../shared/ipc/contract.ts';
import type { ReceiverView, WebhookScope, WebhookSubscription } from '../../shared/model/webhooks.ts';
import type { World } from './scenarios.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';
import { makeDelivery, makeSubscription, someSubscriptions, verdictFor } from './webhooks.ts';

type Area = Extract<Method, `webhooks.${string}`>;
type Subscriptions = { list: WebhookSubscription[] };

/** Keys in a scenario from which it counts as one of very many things. */
const MANY = 1000;
const FEW = 3;
const STOPPED: ReceiverView = { isRunning: false, mtls: false, deliveries: [], refused: [] };
const ARRIVES_AFTER_MS = 120;
/** Every so many deliveries one does not verify. */
const BAD_EVERY = 3;

function firstSubscriptions({ keys }: World): WebhookSubscription[] {
  return keys.length === 0 ? [] : someSubscriptions(keys.length >= MANY ? 10_000 : FEW);
}

/** Webhooks of the stand-in: what stands in the fields says what comes of it; no cryptography in any of it. */
export function webhookMethods(world: World, tools: StandInTools): Pick<Methods, Area> {
  const subscriptions: Subscriptions = { list: firstSubscriptions(world) };
  return { ...checkMethods(), ...subscriptionMethods(world, tools, subscriptions), ...receiverMethods(world, tools, subscriptions) };
}

function checkMethods(): Pick<Methods, 'webhooks.check'> {
  return {
    'webhooks.check': ({ headers, body }) => verdictFor(headers, body.kind === 'text' ? body.text : body.kind === 'base64' ? atob(body.base64) : '{"data":{}}'),
  };
}

function isOf(scope: WebhookScope) {
  return (one: WebhookSubscription) => one.scope.domain === scope.domain;
}

function subscriptionMethods(world: World, { log }: StandInTools, subscriptions: Subscriptions): Pick<Methods, 'webhooks.list' | 'webhooks.subscribe' | 'webhooks.unsubscribe'> {
  const failing = () => {
    if (world.wiseFails) refuse('WISE_FORBIDDEN', { status: 403, traceId: 'fba501b6', wiseCode: 'forbidden', wiseMessage: 'This application may not manage subscriptions.', path: '/v3/applications/…/subscriptions' });
  };
  return {
    'webhooks.list': ({ scope }) => {
      failing();
      return subscriptions.list.filter(isOf(scope));
    },
    'webhooks.subscribe': ({ scope, name, triggerOn, version, url, mtlsEnabled }) => {
      failing();
      if (triggerOn.startsWith('unknown')) refuse('WISE_REFUSED', { status: 400, traceId: '7b1c0d2e', wiseCode: 'NOT_VALID', wiseMessage: `There is no event ${triggerOn}.` });
      const made = makeSubscription({ scope, name, triggerOn, version, url, mtlsEnabled, createdAt: new Date().toISOString() });
      subscriptions.list = [...subscriptions.list, made];
      log('webhook.subscribed', name, triggerOn);
      return made;
    },
    'webhooks.unsubscribe': ({ subscriptionId }) => {
      failing();
      subscriptions.list = subscriptions.list.filter((one) => one.id !== subscriptionId);
      log('webhook.unsubscribed', subscriptionId.slice(0, 8), 'answered 204');
      return {};
    },
  };
}

function receiverMethods(world: World, { changed }: StandInTools, subscriptions: Subscriptions): Pick<Methods, 'webhooks.test' | 'webhooks.receiver' | 'webhooks.startReceiver' | 'webhooks.stopReceiver'> {
  let receiver = STOPPED;
  let count = 0;
  const set = (next: ReceiverView) => {
    receiver = next;
    changed('webhooks');
    return receiver;
  };
  const arrive = (subscription: WebhookSubscription, deliveryId: string) => {
    if (!receiver.isRunning || subscription.url !== receiver.url) return;
    if (receiver.mtls && !subscription.mtlsEnabled) {
      set({ ...receiver, refused: [{ at: new Date().toISOString(), says: 'A sender without a client certificate was turned away (alert 116).' }, ...receiver.refused] });
      return;
    }
    count += 1;
    set({ ...receiver, deliveries: [makeDelivery(subscription, deliveryId, count % BAD_EVERY > 0, subscription.mtlsEnabled === true), ...receiver.deliveries] });
  };
  return {
    'webhooks.test': ({ subscriptionId }) => {
      const subscription = subscriptions.list.find((one) => one.id === subscriptionId) ?? refuse('WISE_REFUSED', { status: 404, traceId: 'fba501b6' });
      const deliveryId = crypto.randomUUID();
      setTimeout(() => arrive(subscription, deliveryId), ARRIVES_AFTER_MS);
      return { deliveryIds: [deliveryId] };
    },
    'webhooks.receiver': () => receiver,
    'webhooks.startReceiver': ({ connectionId, mtls }) => {
      const over = world.connections.find((one) => one.id === connectionId) ?? refuse('CONNECTION_NOT_FOUND');
      if (mtls && over.environment === 'wise-sandbox') refuse('RECEIVER_FAILED', { reason: 'Wise’s CA is not imported for this connection.' });
      return set({ isRunning: true, url: `https://127.0.0.1:${40_000 + count}/webhooks/8d0f0a3c7b115a2c9f0e1f6b4a539c55`, connectionId, mtls, deliveries: [], refused: [] });
    },
    'webhooks.stopReceiver': () => set(STOPPED),
  };
}
