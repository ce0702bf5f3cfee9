import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import type { WebhookScope, WebhookSubscription } from '../../shared/model/webhooks.ts';
import type { WiseClient } from './client.ts';
import { assertOk, readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import type { Secret } from './secret.ts';

/** Whose subscriptions: those of the application, named by its client key, or of a profile. */
export type SubscriptionOwner = { domain: 'application'; clientKey: string } | { domain: 'profile'; profileId: number };
export type NewSubscription = { name: string; triggerOn: string; version: string; url: string; mtlsEnabled: boolean };

/** Wise's description requires none of it, and knows no `mtls_enabled`; without an id a subscription can be neither tested nor deleted. */
const subscription = z.object({
  id: z.string().min(1),
  name: z.string().nullish(),
  trigger_on: z.string().nullish(),
  delivery: z.object({ version: z.string().nullish(), url: z.string().nullish(), mtls_enabled: z.boolean().nullish() }).nullish(),
  created_at: z.string().nullish(),
});
const testNotification = z.object({ delivery_id: z.string().nullish() });

const JSON_HEADERS = { 'Content-Type': 'application/json', Accept: 'application/json' };

/** `GET …/subscriptions`. The token: an application's for those of the application, a user's or personal one for those of a profile. */
export async function requestSubscriptions(client: WiseClient, token: Secret<string>, owner: SubscriptionOwner): Promise<WiseAnswer> {
  return client.send({ method: 'GET', path: pathOf(owner), authorization: { scheme: 'Bearer', token }, headers: { Accept: 'application/json' } });
}

/** `POST …/subscriptions`: answers the subscription. */
export async function createSubscription(client: WiseClient, token: Secret<string>, owner: SubscriptionOwner, wanted: NewSubscription): Promise<WiseAnswer> {
  const { name, triggerOn, version, url, mtlsEnabled } = wanted;
  const body = JSON.stringify({ name, trigger_on: triggerOn, delivery: { version, url, mtls_enabled: mtlsEnabled } });
  return client.send({ method: 'POST', path: pathOf(owner), authorization: { scheme: 'Bearer', token }, headers: JSON_HEADERS, body });
}

/** `POST …/subscriptions/{id}/test-notifications`, for application subscriptions only: queues deliveries, and answers their ids. */
export async function requestTestNotifications(client: WiseClient, token: Secret<string>, owner: SubscriptionOwner, id: string): Promise<WiseAnswer> {
  return client.send({ method: 'POST', path: `${pathOf(owner)}/${segment(id)}/test-notifications`, authorization: { scheme: 'Bearer', token }, headers: { Accept: 'application/json' } });
}

/** `DELETE …/subscriptions/{id}`: `204`. */
export async function deleteSubscription(client: WiseClient, token: Secret<string>, owner: SubscriptionOwner, id: string): Promise<WiseAnswer> {
  return client.send({ method: 'DELETE', path: `${pathOf(owner)}/${segment(id)}`, authorization: { scheme: 'Bearer', token }, headers: { Accept: 'application/json' } });
}

/** Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readSubscriptions(answer: WiseAnswer, scope: WebhookScope): WebhookSubscription[] {
  return readJsonAnswer(answer, z.array(subscription)).map((one) => viewOf(one, scope));
}

/** Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readSubscription(answer: WiseAnswer, scope: WebhookScope): WebhookSubscription {
  return viewOf(readJsonAnswer(answer, subscription), scope);
}

/** The delivery ids. Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readTestNotifications(answer: WiseAnswer): string[] {
  return readJsonAnswer(answer, z.array(testNotification)).flatMap(({ delivery_id }) => delivery_id ?? []);
}

/** Throws the answer's typed error. */
export function readDeleted(answer: WiseAnswer): void {
  assertOk(answer);
}

function viewOf({ id, name, trigger_on, delivery, created_at }: z.infer<typeof subscription>, scope: WebhookScope): WebhookSubscription {
  return {
    id, scope,
    name: name ?? '',
    triggerOn: trigger_on ?? '',
    version: delivery?.version ?? '',
    url: delivery?.url ?? '',
    ...(typeof delivery?.mtls_enabled === 'boolean' ? { mtlsEnabled: delivery.mtls_enabled } : {}),
    ...(created_at ? { createdAt: created_at } : {}),
  };
}

function pathOf(owner: SubscriptionOwner): string {
  return owner.domain === 'application' ? `/v3/applications/${segment(owner.clientKey)}/subscriptions` : `/v3/profiles/${segment(String(owner.profileId))}/subscriptions`;
}

/** One segment of a path. A dot segment would lead the call, with its token, to another endpoint (RFC 3986, 5.2.4). */
function segment(text: string): string {
  if (text === '' || text === '.' || text === '..' || !text.isWellFormed()) throw new PortcullisError('HOST_FORBIDDEN', { path: text.toWellFormed() });
  return encodeURIComponent(text);
}
