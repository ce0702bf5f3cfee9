import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function setWebhookAccess(_services: Services, _input: Parsed<'connections.setWebhookAccess'>): Promise<Output<'connections.setWebhookAccess'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
