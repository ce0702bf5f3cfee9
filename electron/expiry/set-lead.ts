import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function setLead(_services: Services, _input: Parsed<'expiry.setLead'>): Promise<Output<'expiry.setLead'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
