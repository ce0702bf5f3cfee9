import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function requestCertificate(_services: Services, _input: Parsed<'certificates.request'>): Promise<Output<'certificates.request'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
