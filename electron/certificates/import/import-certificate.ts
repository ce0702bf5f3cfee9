import { PortcullisError } from '../../../shared/errors.ts';
import type { Output, Parsed } from '../../../shared/ipc/contract.ts';
import type { Services } from '../../services.ts';

/** TODO */
export async function importCertificate(_services: Services, _input: Parsed<'certificates.import'>): Promise<Output<'certificates.import'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
