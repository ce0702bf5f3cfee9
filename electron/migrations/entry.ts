import { PortcullisError } from '../../shared/errors.ts';
import { MIGRATION_STEPS, type MigrationStep } from '../../shared/model/migrations.ts';
import type { MigrationEntry, VaultBody } from '../vault/body.ts';

/** The two legs of the way: a rehearsal, and where the personal token works. */
export type Leg = 'rehearsal' | 'real';
const LEG_FIELDS = { rehearsal: 'rehearsalId', real: 'realId' } as const;

/** Throws `MIGRATION_NOT_FOUND`. */
export function findMigration({ migrations }: Pick<VaultBody, 'migrations'>, id: string): MigrationEntry {
  const entry = migrations.find((one) => one.id === id);
  if (!entry) throw new PortcullisError('MIGRATION_NOT_FOUND');
  return entry;
}

export function withMigration(body: VaultBody, id: string, change: (entry: MigrationEntry) => MigrationEntry): VaultBody {
  findMigration(body, id);
  return { ...body, migrations: body.migrations.map((one) => (one.id === id ? change(one) : one)) };
}

/** The first step of Wise's order that is not done; undefined when it is over. */
export function nextStep({ done, givenUpAt }: MigrationEntry): MigrationStep | undefined {
  if (givenUpAt !== undefined) return undefined;
  return MIGRATION_STEPS.find((step) => !done.some((one) => one.step === step));
}

export function legOf(step: MigrationStep): Leg {
  return step.startsWith('rehearse-') ? 'rehearsal' : 'real';
}

/** The connection of a leg. Throws `MIGRATION_LEG` with the field that names none. */
export function connectionOf(entry: MigrationEntry, leg: Leg): string {
  const id = entry[LEG_FIELDS[leg]];
  if (id === undefined) throw new PortcullisError('MIGRATION_LEG', { field: LEG_FIELDS[leg] });
  return id;
}
