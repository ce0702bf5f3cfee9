import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

export async function setUserToken(_services: Services, _input: Parsed<'connections.setUserToken'>): Promise<Output<'connections.setUserToken'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
