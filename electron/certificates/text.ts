import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function certificateText(_services: Services, _input: Parsed<'certificates.text'>): Promise<Output<'certificates.text'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}

/** TODO */
export async function saveCertificateText(_services: Services, _input: Parsed<'certificates.save'>): Promise<Output<'certificates.save'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
