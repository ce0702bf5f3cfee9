import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function checkDelivery(_services: Services, _input: Parsed<'webhooks.check'>): Promise<Output<'webhooks.check'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
