import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';
import { checkMigration } from './check.ts';
import { changeMigration, giveUpMigration, startMigration } from './start.ts';
import { listMigrations } from './view.ts';

export function migrationHandlers(services: Services): HandlersOf<'migrations'> {
  return {
    'migrations.list': async () => listMigrations(services),
    'migrations.start': (input) => startMigration(services, input),
    'migrations.change': (input) => changeMigration(services, input),
    'migrations.check': (input) => checkMigration(services, input),
    'migrations.giveUp': (input) => giveUpMigration(services, input),
  };
}
