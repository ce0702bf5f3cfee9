import { z } from 'zod';
import { certificateFacts } from './tls.ts';
import { environment } from './environments.ts';

const instant = z.iso.datetime();

/** Whose keys sign deliveries; hosts of one's own have none that are known. */
export const signingEnvironment = environment.exclude(['custom']);
export type SigningEnvironment = z.infer<typeof signingEnvironment>;

/** What looking at a webhook delivery came to. */
export const webhookVerdict = z.lazy(() => z.strictObject({
  ok: z.boolean(),
  says: z.string(),
  /** Whose key verifies it. */
  signedBy: signingEnvironment.optional(),
  /** What is wrong, or worth a word; most telling first. */
  findings: z.array(z.strictObject({
    id: z.enum([
      'signature-missing', 'signature-cut', 'signature-not-base64', 'body-empty', 'body-reformatted', 'body-trailing-newline', 'body-line-endings', 'body-changed',
      'other-environment', 'test-notification', 'delivery-id-missing', 'not-json',
    ]),
    says: z.string(),
    next: z.string().optional(),
  })),
  facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
}));
export type WebhookVerdict = z.infer<typeof webhookVerdict>;

export const webhookScope = z.lazy(() => z.discriminatedUnion('domain', [
  z.strictObject({ domain: z.literal('application') }),
  z.strictObject({ domain: z.literal('profile'), profileId: z.number().int().positive() }),
]));
export type WebhookScope = z.infer<typeof webhookScope>;

export const webhookSubscription = z.lazy(() => z.strictObject({
  id: z.string(),
  name: z.string(),
  triggerOn: z.string(),
  version: z.string(),
  url: z.string(),
  /** Absent where Wise does not say. */
  mtlsEnabled: z.boolean().optional(),
  scope: webhookScope,
  createdAt: z.string().optional(),
}));
export type WebhookSubscription = z.infer<typeof webhookSubscription>;

/** One delivery that the local receiver took. */
export const webhookDelivery = z.lazy(() => z.strictObject({
  id: z.uuid(),
  at: instant,
  deliveryId: z.string().optional(),
  isTest: z.boolean(),
  eventType: z.string().optional(),
  verdict: webhookVerdict,
  /** Such as "TLS 1.3, TLS_AES_256_GCM_SHA384". */
  tls: z.string(),
  /** What the sender showed, and whether the connection's Wise CA signed it; absent when it showed none. */
  senderCertificate: z.strictObject({ facts: certificateFacts, isTrusted: z.boolean() }).optional(),
  headers: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  /** As it came, cut at 64 KiB. */
  body: z.string(),
}));
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

/** The local receiver: a listener on loopback that keeps the last 50 deliveries in memory, until it is stopped or the vault locks. */
export const receiverView = z.lazy(() => z.strictObject({
  isRunning: z.boolean(),
  url: z.string().optional(),
  connectionId: z.uuid().optional(),
  /** It takes only senders with a certificate of Wise's CA. */
  mtls: z.boolean(),
  /** Newest first. */
  deliveries: z.array(webhookDelivery),
  /** Senders that the handshake turned away, newest first. */
  refused: z.array(z.strictObject({ at: instant, says: z.string() })),
}));
export type ReceiverView = z.infer<typeof receiverView>;
