import { PortcullisError } from '../../shared/errors.ts';
import type { Output } from '../../shared/ipc/contract.ts';

export function snippetFor(..._: unknown[]): Promise<Output<'playground.snippet'>> {
  return Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' }));
}
