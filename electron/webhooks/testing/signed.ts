import { generateKeyPairSync, sign } from 'node:crypto';
import type { SigningEnvironment } from '../../../shared/model/webhooks.ts';
import type { WebhookKey } from '../wise-webhook-keys.ts';

/** Keys of the test's own in the place of Wise's, and deliveries signed with them. */
const pairs = { 'wise-sandbox': generateKeyPairSync('rsa', { modulusLength: 2048 }), production: generateKeyPairSync('rsa', { modulusLength: 2048 }) };

export const TEST_KEYS: WebhookKey[] = [
  { environment: 'wise-sandbox', key: pairs['wise-sandbox'].publicKey },
  { environment: 'production', key: pairs.production.publicKey },
];

/** As an event of Wise's looks, with what re-serialising loses: a number written as 1.50, an escaped slash, a letter beyond ASCII. */
export const EVENT = '{"data":{"resource":{"type":"transfer","id":0,"profile_id":0},"amount":1.50,"note":"caf\u00e9 \\/ {a: 1}"},"subscription_id":"01234567-89ab-cdef-0123-456789abcdef","event_type":"transfers#state-change","schema_version":"2.0.0","sent_at":"2026-11-23T10:00:00Z"}';
/** The same, of which re-serialising loses nothing. */
export const PLAIN = JSON.stringify(JSON.parse(EVENT));
export const DELIVERY = '4a6b9810-4279-4de5-8d8d-1a6cf3b92a75';

/** Base64. */
export function signatureOf(body: string | Buffer, environment: Exclude<SigningEnvironment, 'built-in'> = 'wise-sandbox'): string {
  return sign('sha256', Buffer.from(body), pairs[environment].privateKey).toString('base64');
}

export function headersWith(signature: string, more: Record<string, string> = { 'X-Delivery-Id': DELIVERY }): { name: string; value: string }[] {
  return Object.entries({ 'X-Signature-SHA256': signature, ...more }).map(([name, value]) => ({ name, value }));
}
