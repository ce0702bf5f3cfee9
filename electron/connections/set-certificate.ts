import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function setConnectionCertificate(_services: Services, _input: Parsed<'connections.setCertificate'>): Promise<Output<'connections.setCertificate'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
