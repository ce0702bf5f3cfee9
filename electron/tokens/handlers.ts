import { PortcullisError } from '../../shared/errors.ts';
import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';

export function tokenHandlers(_services: Services): HandlersOf<'tokens'> {
  return {
    'tokens.list': async () => [],
    'tokens.add': todo,
    'tokens.change': todo,
    'tokens.test': todo,
    'tokens.refresh': todo,
    'tokens.forget': todo,
    'tokens.copy': todo,
    'tokens.profiles': todo,
    'tokens.inspect': todo,
    'tokens.import': todo,
    'tokens.discardImport': todo,
    'tokens.saveList': todo,
  };
}

async function todo(): Promise<never> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
