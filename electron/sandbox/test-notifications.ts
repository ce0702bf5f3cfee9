import { setTimeout as delay } from 'node:timers/promises';
import type { Check } from './call.ts';
import { deliver, deliveryHeaders, loopbackFault } from './deliver.ts';
import type { DeliveryExchange } from './log.ts';
import type { Subscription } from './state.ts';
import { testEvent } from './webhook-events.ts';
import { senderIdentity } from './webhook-identity.ts';
import { webhookPrivateKey } from './webhook-key.ts';
import type { World } from './world.ts';

/** A test notification that was asked for. `traceId` is of the call that did. */
export interface TestNotification {
  readonly subscription: Subscription;
  readonly deliveryId: string;
  readonly traceId: string;
}

/** So long after the answer it leaves, for Wise queues it too. */
const MOMENT_MS = 50;
const TIME_LIMIT_MS = 10_000;

/** Delivers a test notification once, after the answer has left, and logs what came of it. `closing` ends it. */
export function sendTestNotification(notification: TestNotification, world: World, closing: AbortSignal): void {
  send(notification, world, closing).catch(() => {
    // The sandbox closes: there is no log to write to any more.
  });
}

async function send({ subscription, deliveryId, traceId }: TestNotification, world: World, closing: AbortSignal): Promise<void> {
  await delay(MOMENT_MS, undefined, { signal: closing });
  const at = world.now();
  const { url, mtlsEnabled } = subscription;
  const body = testEvent(subscription, at);
  const key = await webhookPrivateKey(world.store);
  const headers = deliveryHeaders({ deliveryId, body, key });
  const note = (ok: boolean, words: string, answer?: DeliveryExchange['answer']): void => {
    const checks: Check[] = [{ name: 'delivery', ok, words }];
    world.log.addDelivery({ at, url, traceId, headers, body, checks, ...(answer ? { answer } : {}) });
  };
  const fault = loopbackFault(url);
  if (fault) return note(false, `Not delivered: ${fault}.`);
  try {
    const identity = mtlsEnabled ? { identity: await senderIdentity(world.store) } : {};
    const signal = AbortSignal.any([closing, AbortSignal.timeout(TIME_LIMIT_MS)]);
    const answer = await deliver({ url, deliveryId, body, key, signal, ...identity }, headers);
    note(answer.status < 300, `The receiver answered ${answer.status}${mtlsEnabled ? '; the client certificate was offered' : ''}.`, answer);
  } catch (thrown) {
    closing.throwIfAborted();
    note(false, `Not delivered: ${reason(thrown)}.`);
  }
}

function reason(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'it failed';
  if (thrown.name === 'TimeoutError' || thrown.name === 'AbortError') return `no answer came within ${TIME_LIMIT_MS / 1000} s`;
  return 'code' in thrown ? String(thrown.code) : thrown.name;
}
