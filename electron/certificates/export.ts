import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function exportCertificate(_services: Services, _input: Parsed<'certificates.export'>): Promise<Output<'certificates.export'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
