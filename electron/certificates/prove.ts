import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function proveCertificate(_services: Services, _input: Parsed<'certificates.prove'>): Promise<Output<'certificates.prove'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
