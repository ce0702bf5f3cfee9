import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

export async function removeConnection(_services: Services, _input: Parsed<'connections.remove'>): Promise<Output<'connections.remove'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
