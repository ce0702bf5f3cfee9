import { PortcullisError } from '../../../shared/errors.ts';
import type { Output, Parsed } from '../../../shared/ipc/contract.ts';
import type { Services } from '../../services.ts';

/** TODO */
export async function inspectCertificates(_services: Services, _input: Parsed<'certificates.inspect'>): Promise<Output<'certificates.inspect'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
