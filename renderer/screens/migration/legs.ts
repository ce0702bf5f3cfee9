import type { Environment } from '../../../shared/model/environments.ts';
import type { Migration } from '../../../shared/model/migrations.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';

/** The connections that each leg can be. `home` is the environment of the personal token: only there it works. */
export function legChoices(connections: readonly ConnectionSummary[], home: Environment | undefined, realId: string | undefined): { rehearsal: ConnectionSummary[]; real: ConnectionSummary[] } {
  return {
    real: connections.filter((one) => home === undefined || one.environment === home),
    rehearsal: connections.filter((one) => one.environment !== 'production' && one.id !== realId),
  };
}

/** The steps that a change of connections undoes, by how many of each leg are done. */
export function undoneBy(migration: Migration, rehearsalId: string | undefined, realId: string | undefined): number {
  const isOther = (leg: 'rehearsal' | 'real', id: string | undefined) => migration[leg] !== undefined && migration[leg].connectionId !== id;
  return migration.done.filter(({ step }) => (step.startsWith('rehearse-') ? isOther('rehearsal', rehearsalId) : isOther('real', realId))).length;
}
