import { z } from 'zod';
import { migration, migrationStep } from '../model/migrations.ts';
import { run } from '../model/views.ts';
import { method, nothing } from './method.ts';

/** The way from a personal token to OAuth with mTLS. */
export const migrationMethods = {
  'migrations.list': method({ input: () => nothing, output: () => z.array(migration), auditedAs: null }),
  /** A token that is on its way already answers the migration that is there. */
  'migrations.start': method({ input: () => z.strictObject({ tokenId: z.uuid() }), output: () => migration, auditedAs: 'migration.started' }),
  /** Picks the connection of a leg; a changed leg begins anew. The real one must be the personal token's own environment, the rehearsal never production. */
  'migrations.change': method({ input: () => z.strictObject({ id: z.uuid(), rehearsalId: z.uuid().optional(), realId: z.uuid().optional() }), output: () => migration, auditedAs: 'migration.changed' }),
  /** Checks whether the named step, which must be the next one (`MIGRATION_OUT_OF_STEP`), is done, by live calls where there are any. `run` tells of them. What is not done yet is in `error`-steps of the run; nothing is changed then. */
  'migrations.check': method({ input: () => z.strictObject({ id: z.uuid(), step: migrationStep }), output: () => z.strictObject({ migration, run }), auditedAs: 'migration.step' }),
  'migrations.giveUp': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => nothing, auditedAs: 'migration.given-up' }),
} as const;
