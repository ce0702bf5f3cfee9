import type { Method } from '../../shared/ipc/contract.ts';
import { MIGRATION_STEPS, type Migration, type MigrationStep } from '../../shared/model/migrations.ts';
import type { Run, Step } from '../../shared/model/views.ts';
import { wireError } from './fixtures.ts';
import { makeMigration, migrationSays, toDelete } from './migrations.ts';
import { at, id as newId, step as runStep } from './runs.ts';
import type { World } from './scenarios.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Area = Extract<Method, `migrations.${string}`>;

const STEP_IDS: Partial<Record<MigrationStep, Step['id']>> = { prove: 'compare', delete: 'personal-call' };

/** What is missing for a step, as the real one would look. */
function lackOf(world: World, migration: Migration, step: MigrationStep): string | undefined {
  const leg = step.startsWith('rehearse-') ? migration.rehearsal : migration.real;
  const connection = world.connections.find((one) => one.id === leg?.connectionId);
  if (step.endsWith('consent') && !world.tokens.some((one) => one.kind === 'user' && one.connectionId === connection?.id)) return `Ask for consent over ${connection?.name} first.`;
  if (step.endsWith('certificate') && !connection?.certificateId) return `${connection?.name} uses no client certificate yet: request one, have it issued, prove it and switch to it.`;
  return undefined;
}

function runOf(world: World, migration: Migration, step: MigrationStep): Run {
  const id = STEP_IDS[step] ?? 'token';
  const lack = lackOf(world, migration, step);
  const error = world.wiseFails ? wireError('WISE_UNREACHABLE', { host: 'api.wise.com', reason: 'ENOTFOUND' }) : lack && wireError('MIGRATION_NOT_YET', { reason: lack });
  const says = error ? error.message : migrationSays(step, migration);
  return { id: newId(), at: at(), ok: !error, says, steps: [error ? runStep(id, 'Look whether it is done', error.message, { state: 'failed', error }) : runStep(id, 'Look whether it is done', says, { ms: 84 })] };
}

/** Migrations of the stand-in: a check counts where the world has what the step asks for. */
export function migrationMethods(world: World, { log, changed }: StandInTools): Pick<Methods, Area> {
  const list = () => world.migrations ?? [];
  const find = (id: string) => list().find((one) => one.id === id) ?? refuse('MIGRATION_NOT_FOUND');
  const put = (next: Migration): Migration => {
    world.migrations = list().some((one) => one.id === next.id) ? list().map((one) => (one.id === next.id ? next : one)) : [next, ...list()];
    changed('migrations');
    return next;
  };
  const legOf = (connectionId: string) => {
    const { id, name, environment } = world.connections.find((one) => one.id === connectionId) ?? refuse('CONNECTION_NOT_FOUND');
    return { connectionId: id, name, environment };
  };
  return {
    'migrations.list': () => list(),
    'migrations.start': ({ tokenId }) => {
      const there = list().find((one) => one.tokenId === tokenId && one.outcome === 'under way');
      if (there) return there;
      const token = world.tokens.find((one) => one.id === tokenId) ?? refuse('TOKEN_NOT_FOUND');
      const real = world.connections.find((one) => one.id === token.connectionId) ?? refuse('CONNECTION_NOT_FOUND');
      const { rehearsal: _, ...made } = makeMigration('rehearse-credentials', token, real, real);
      const other = world.connections.find((one) => one.id !== real.id && one.environment !== 'production');
      log('migration.started', token.label, '');
      return put({ ...made, startedAt: at(), ...(other && { rehearsal: legOf(other.id) }) });
    },
    'migrations.change': ({ id, rehearsalId, realId }) => {
      const before = find(id);
      if (rehearsalId !== undefined && rehearsalId === (realId ?? before.real?.connectionId)) refuse('MIGRATION_LEG', { field: 'rehearsalId' });
      const isNew = rehearsalId !== undefined && rehearsalId !== before.rehearsal?.connectionId;
      const done = before.done.filter(({ step }) => !(isNew && step.startsWith('rehearse-')) && !(realId !== undefined && realId !== before.real?.connectionId && !step.startsWith('rehearse-')));
      const step = MIGRATION_STEPS.find((one) => !done.some((was) => was.step === one));
      return put({ ...before, done, ...(step && { step }), ...(rehearsalId && { rehearsal: legOf(rehearsalId) }), ...(realId && { real: legOf(realId) }) });
    },
    'migrations.check': ({ id, step }) => {
      const before = find(id);
      if (before.step !== step) refuse('MIGRATION_OUT_OF_STEP');
      const run = runOf(world, before, step);
      if (!run.ok) return { migration: before, run };
      const { step: _, ...rest } = before;
      const done = [...before.done, { step, at: at(), says: run.says }];
      const next = MIGRATION_STEPS.find((one) => !done.some((was) => was.step === one));
      return { migration: put({ ...rest, done, ...(next ? { step: next } : { outcome: 'done' as const, toDelete: toDelete(before.tokenLabel, true) }) }), run };
    },
    'migrations.giveUp': ({ id }) => {
      const { step: _, ...rest } = find(id);
      put({ ...rest, outcome: 'given up' });
      return {};
    },
  };
}
