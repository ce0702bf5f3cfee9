import { PortcullisError } from '../../shared/errors.ts';
import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';

export function consentHandlers(_services: Services): HandlersOf<'consents'> {
  return {
    'consents.list': async () => [],
    'consents.start': todo,
    'consents.reopen': todo,
    'consents.finish': todo,
    'consents.cancel': todo,
  };
}

async function todo(): Promise<never> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
