import { PortcullisError } from '../../shared/errors.ts';
import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';

export function workbenchHandlers(_services: Services): HandlersOf<'workbench'> {
  return {
    'workbench.open': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'workbench.compose': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
  };
}
