import { text } from '../answers.ts';
import type { Route } from '../route.ts';
import { webhookPublicKey } from '../webhook-key.ts';

/** Webhook subscriptions of the application and of a profile. */
export const subscriptionRoutes: readonly Route[] = [];

/** What Wise prints in its guide: the key that verifies deliveries. */
export const webhookKeyRoutes: readonly Route[] = [
  { method: 'GET', path: '/__sandbox/webhook-key', about: 'the public key that verifies webhook deliveries, PEM', handle: async (_call, { store }) => text(200, await webhookPublicKey(store)) },
];
