import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function listExpiry(_services: Services, _input: Parsed<'expiry.list'>): Promise<Output<'expiry.list'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
