import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function wiseCa(_services: Services, _input: Parsed<'wiseCa.get'>): Promise<Output<'wiseCa.get'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}

/** TODO */
export async function importWiseCa(_services: Services, _input: Parsed<'wiseCa.import'>): Promise<Output<'wiseCa.import'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}

/** TODO */
export async function removeWiseCa(_services: Services, _input: Parsed<'wiseCa.remove'>): Promise<Output<'wiseCa.remove'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
