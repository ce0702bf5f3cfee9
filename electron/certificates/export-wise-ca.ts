import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function exportWiseCa(_services: Services, _input: Parsed<'wiseCa.export'>): Promise<Output<'wiseCa.export'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
