import { z } from 'zod';
import { receiverView, signingEnvironment, webhookScope, webhookSubscription, webhookVerdict } from '../model/webhooks.ts';
import { method, nothing } from './method.ts';

/** Webhook deliveries, subscriptions, and the local receiver. */
export const webhookMethods = {
  /** Checks a delivery's `X-Signature-SHA256` with Wise's published keys and the built-in sandbox's. `headers` as pasted, one a line; or only the signature. */
  'webhooks.check': method({
    input: () => z.strictObject({
      headers: z.string().max(32_768),
      body: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('text'), text: z.string().max(150_000) }), z.strictObject({ kind: z.literal('base64'), base64: z.base64().max(200_000) }), z.strictObject({ kind: z.literal('pick') })]),
      /** Where it is said to come from. */
      environment: signingEnvironment,
    }),
    output: () => webhookVerdict,
    auditedAs: 'webhook.checked',
  }),
  'webhooks.list': method({ input: () => z.strictObject({ connectionId: z.uuid(), scope: webhookScope }), output: () => z.array(webhookSubscription), auditedAs: 'webhook.listed' }),
  'webhooks.subscribe': method({
    input: () => z.strictObject({
      connectionId: z.uuid(), scope: webhookScope, name: z.string().trim().min(1).max(100), triggerOn: z.string().trim().regex(/^[a-z0-9-]+#[a-z0-9-]+$/).max(100),
      version: z.string().regex(/^\d+\.\d+\.\d+$/), url: z.url({ protocol: /^https$/ }).max(2000), mtlsEnabled: z.boolean(),
    }),
    output: () => webhookSubscription,
    auditedAs: 'webhook.subscribed',
  }),
  /** Has Wise send test notifications; application subscriptions only. Answers their delivery ids. */
  'webhooks.test': method({ input: () => z.strictObject({ connectionId: z.uuid(), subscriptionId: z.uuid() }), output: () => z.strictObject({ deliveryIds: z.array(z.string()) }), auditedAs: 'webhook.tested' }),
  'webhooks.unsubscribe': method({ input: () => z.strictObject({ connectionId: z.uuid(), scope: webhookScope, subscriptionId: z.uuid() }), output: () => nothing, auditedAs: 'webhook.unsubscribed' }),
  'webhooks.receiver': method({ input: () => nothing, output: () => receiverView, auditedAs: null }),
  'webhooks.startReceiver': method({ input: () => z.strictObject({ connectionId: z.uuid(), mtls: z.boolean() }), output: () => receiverView, auditedAs: 'webhook.receiver' }),
  'webhooks.stopReceiver': method({ input: () => nothing, output: () => receiverView, auditedAs: 'webhook.receiver' }),
} as const;
