import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function installCertificate(_services: Services, _input: Parsed<'certificates.install'>): Promise<Output<'certificates.install'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}

/** TODO */
export async function issueInSandbox(_services: Services, _input: Parsed<'certificates.issueInSandbox'>): Promise<Output<'certificates.issueInSandbox'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
