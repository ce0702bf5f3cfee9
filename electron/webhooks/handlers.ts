import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';
import { checkDelivery } from './check.ts';
import { listSubscriptions, subscribe, testSubscription, unsubscribe } from './subscriptions.ts';

export function webhookHandlers(services: Services): HandlersOf<'webhooks'> {
  const { receiver } = services;
  return {
    'webhooks.check': (input) => checkDelivery(services, input),
    'webhooks.list': (input) => listSubscriptions(services, input),
    'webhooks.subscribe': (input) => subscribe(services, input),
    'webhooks.test': (input) => testSubscription(services, input),
    'webhooks.unsubscribe': (input) => unsubscribe(services, input),
    'webhooks.receiver': async () => receiver.view(),
    'webhooks.startReceiver': ({ connectionId, mtls }) => receiver.start(connectionId, mtls),
    'webhooks.stopReceiver': async () => {
      await receiver.stop();
      return receiver.view();
    },
  };
}
