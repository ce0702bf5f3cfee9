import { PortcullisError } from '../../shared/errors.ts';
import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';

export function migrationHandlers(_services: Services): HandlersOf<'migrations'> {
  return {
    'migrations.list': async () => [],
    'migrations.start': todo,
    'migrations.change': todo,
    'migrations.check': todo,
    'migrations.giveUp': todo,
  };
}

async function todo(): Promise<never> {
  throw new PortcullisError('INTERNAL', { reason: 'TODO' });
}
