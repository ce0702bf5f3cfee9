import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function listSubscriptions(_services: Services, _input: Parsed<'webhooks.list'>): Promise<Output<'webhooks.list'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}

/** TODO */
export async function subscribe(_services: Services, _input: Parsed<'webhooks.subscribe'>): Promise<Output<'webhooks.subscribe'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}

/** TODO */
export async function testSubscription(_services: Services, _input: Parsed<'webhooks.test'>): Promise<Output<'webhooks.test'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}

/** TODO */
export async function unsubscribe(_services: Services, _input: Parsed<'webhooks.unsubscribe'>): Promise<Output<'webhooks.unsubscribe'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
