import { useState } from 'react';
import type { ReceiverView, WebhookScope } from '../../../shared/model/webhooks.ts';
import { ApiError, call, client } from '../../api.ts';
import { isLoopback } from './loopback.ts';

const SCOPE: WebhookScope = { domain: 'application' };
const NAME = 'Local receiver';

/** The subscription that delivers to the receiver, made where there is none. Its address is another at each start, so those of earlier starts lead nowhere: they go. */
async function subscriptionTo(url: string, mtls: boolean, connectionId: string): Promise<string> {
  const list = await call('webhooks.list', { connectionId, scope: SCOPE });
  for (const one of list.filter(({ name, url: old }) => name === NAME && old !== url && isLoopback(old))) {
    await call('webhooks.unsubscribe', { connectionId, scope: SCOPE, subscriptionId: one.id });
  }
  const known = list.find((one) => one.url === url && one.mtlsEnabled === mtls);
  if (known) return known.id;
  const made = await call('webhooks.subscribe', { connectionId, scope: SCOPE, name: NAME, triggerOn: 'transfers#state-change', version: '4.0.0', url, mtlsEnabled: mtls });
  return made.id;
}

/** Has the built-in sandbox deliver a test notification to the local receiver: subscribes it the first time, over mTLS where it wants that. */
export function useLocalTest(connectionId: string) {
  const [state, setState] = useState<{ isPending: boolean; error?: ApiError }>({ isPending: false });
  const run = async ({ url, mtls }: ReceiverView): Promise<void> => {
    if (url === undefined || state.isPending) return;
    setState({ isPending: true });
    try {
      const subscriptionId = await subscriptionTo(url, mtls, connectionId);
      await call('webhooks.test', { connectionId, subscriptionId });
      setState({ isPending: false });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState({ isPending: false, error });
    }
    await client.invalidateQueries({ queryKey: ['webhooks.list'] });
  };
  return { ...state, run };
}
