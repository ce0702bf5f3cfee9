import { PortcullisError } from '../../shared/errors.ts';
import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';

export function userHandlers(_services: Services): HandlersOf<'users'> {
  return {
    'users.list': async () => [],
    'users.create': todo,
    'users.fetchToken': todo,
    'users.claimCode': todo,
    'users.forget': todo,
  };
}

async function todo(): Promise<never> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
