import type { Route } from '../route.ts';

/** Webhook subscriptions of the application and of a profile. */
export const subscriptionRoutes: readonly Route[] = [];
