import { PortcullisError } from '../../shared/errors.ts';
import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';

export function rotationHandlers(_services: Services): HandlersOf<'rotations'> {
  return {
    'rotations.list': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'rotations.start': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'rotations.advance': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'rotations.change': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'rotations.rollBack': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
  };
}
