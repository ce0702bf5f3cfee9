import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function retireCertificate(_services: Services, _input: Parsed<'certificates.retire'>): Promise<Output<'certificates.retire'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}

/** TODO */
export async function discardRequest(_services: Services, _input: Parsed<'certificates.discard'>): Promise<Output<'certificates.discard'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
