import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function listCertificates(_services: Services, _input: Parsed<'certificates.list'>): Promise<Output<'certificates.list'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
