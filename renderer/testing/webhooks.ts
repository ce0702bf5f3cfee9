import type { WebhookDelivery, WebhookScope, WebhookSubscription, WebhookVerdict } from '../../shared/model/webhooks.ts';
import { FINGERPRINT } from './certificates.ts';
import { inDays } from './fixtures.ts';

type Finding = WebhookVerdict['findings'][number];

const FACTS: WebhookVerdict['facts'] = [
  { label: 'Event type', value: 'transfers#state-change' },
  { label: 'Schema version', value: '4.0.0' },
  { label: 'Sent at', value: '2026-11-23T10:42:07Z' },
  { label: 'Subscription id', value: '72195556-e5cb-495e-a010-b37a4f2a3043' },
  { label: 'Delivery id', value: '4a6b9810-4279-4de5-8d8d-1a6cf3b92a75' },
  { label: 'Test notification', value: 'yes' },
  { label: 'Signature', value: '256 bytes' },
  { label: 'Key (SHA-256)', value: FINGERPRINT },
];
const TEST: Finding = { id: 'test-notification', says: 'This is a test notification (X-Test-Notification: true). Its ids and states are made up.', next: 'Answer it with 200, and do not process it as a real event.' };
const REFORMATTED: Finding = { id: 'body-reformatted', says: 'The body was parsed and written again: without its spaces and line breaks the signature verifies.', next: 'Verify over the bytes as they arrive, before anything parses them.' };
const CUT: Finding = { id: 'signature-cut', says: 'The signature is cut: it has 180 bytes of 256.', next: 'Copy the whole value of X-Signature-SHA256: 344 characters, with the = at its end.' };
const CHANGED: Finding = { id: 'body-changed', says: 'No known key verifies it, nor would it with spaces, line ends or escapes undone.', next: 'Most likely first: the signature belongs to another delivery; a value was changed; the body is cut; it was not sent by Wise.' };
const OTHER: Finding = { id: 'other-environment', says: 'It was signed with the key of the Wise sandbox, and was said to come from production.', next: 'Give the receiver the key of production only, and see which environment this subscription was made in.' };

export const goodVerdict: WebhookVerdict = { ok: true, says: 'The signature verifies: the built-in sandbox sent exactly these bytes.', signedBy: 'built-in', findings: [TEST], facts: FACTS };
export const badVerdict: WebhookVerdict = { ok: false, says: 'The signature does not verify.', findings: [CHANGED, TEST], facts: FACTS };

/** What stands in the headers says what is found, so that each verdict can be seen. */
export function verdictFor(headers: string, body: string): WebhookVerdict {
  if (body.trim() === '') return { ...badVerdict, says: 'Cannot be checked: the body is empty.', findings: [{ id: 'body-empty', says: 'The body is empty.', next: 'A stream can be read once: something took the body before it was looked at.' }] };
  if (/cut/.test(headers)) return { ...badVerdict, says: 'Cannot be checked: there is no signature that can be read.', findings: [CUT, TEST] };
  if (/other/.test(headers)) return { ...badVerdict, says: 'The signature verifies, but with the key of the Wise sandbox, not of production.', signedBy: 'wise-sandbox', findings: [OTHER] };
  if (/bad/.test(headers)) return badVerdict;
  return /\n /.test(body) ? { ...badVerdict, says: 'The signature does not verify: the body is not as the built-in sandbox sent it.', signedBy: 'built-in', findings: [REFORMATTED, TEST] } : goodVerdict;
}

const application: WebhookScope = { domain: 'application' };

/** A subscription with what is given, else of usual values. */
export function makeSubscription(given: Partial<WebhookSubscription> = {}): WebhookSubscription {
  return { id: crypto.randomUUID(), name: 'Transfers', triggerOn: 'transfers#state-change', version: '4.0.0', url: 'https://hooks.acme.example/wise/transfers', mtlsEnabled: true, scope: application, createdAt: inDays(-40), ...given };
}

const EVENTS = ['transfers#state-change', 'balances#credit', 'balances#update', 'profiles#verification-state-change', 'transfers#payout-failure'];

/** A few of the application's, or very many. */
export function someSubscriptions(count: number): WebhookSubscription[] {
  const few = [
    makeSubscription(),
    makeSubscription({ name: 'Balance credits of every account, for the ledger and for the people who reconcile it by hand', triggerOn: 'balances#credit', version: '2.0.0', url: 'https://hooks.acme.example/wise/a/very/long/path/that/does/not/fit/into/a/cell', mtlsEnabled: false }),
    makeSubscription({ name: 'Old one', triggerOn: 'transfers#active-cases', version: '2.0.0', url: 'https://old.acme.example/hook', createdAt: inDays(-900) }),
  ];
  const more = Array.from({ length: Math.max(0, count - few.length) }, (_, index) => makeSubscription({ name: `Hook ${index}`, triggerOn: EVENTS[index % EVENTS.length]!, version: '2.0.0', url: `https://hooks.acme.example/${index}`, mtlsEnabled: index % 3 > 0 }));
  return [...few, ...more].slice(0, count);
}

/** A delivery that the receiver took. */
export function makeDelivery({ triggerOn, version, id }: Pick<WebhookSubscription, 'triggerOn' | 'version' | 'id'>, deliveryId: string, isGood: boolean, mtls: boolean): WebhookDelivery {
  const body = JSON.stringify({ data: { resource: { type: 'transfer', id: 0, profile_id: 0, account_id: 0 }, current_state: 'processing', previous_state: 'incoming_payment_waiting', occurred_at: '2026-11-23T10:42:07Z' }, subscription_id: id, event_type: triggerOn, schema_version: version, sent_at: '2026-11-23T10:42:07Z' });
  return {
    id: crypto.randomUUID(),
    at: new Date().toISOString(),
    deliveryId,
    isTest: true,
    eventType: triggerOn,
    verdict: isGood ? goodVerdict : badVerdict,
    tls: 'TLS 1.3, TLS_AES_256_GCM_SHA384',
    ...(mtls && { senderCertificate: { facts: { subject: 'CN=Wise webhooks, O=Portcullis', issuer: 'CN=Portcullis built-in sandbox issuing CA, O=Portcullis', notBefore: inDays(-1), notAfter: inDays(396), fingerprint: FINGERPRINT }, isTrusted: true } }),
    headers: [
      { name: 'Content-Type', value: 'application/json' },
      { name: 'X-Signature-SHA256', value: `${'b2Zfbm9fdmFsdWVfYXRfYWxs'.repeat(14)}b2Y=`.slice(-344) },
      { name: 'X-Delivery-Id', value: deliveryId },
      { name: 'X-Test-Notification', value: 'true' },
    ],
    body,
  };
}
