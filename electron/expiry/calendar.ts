import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';

/** TODO */
export async function saveCalendar(_services: Services, _input: Parsed<'expiry.saveCalendar'>): Promise<Output<'expiry.saveCalendar'>> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
