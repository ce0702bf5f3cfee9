import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Environment } from '../../shared/model/environments.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import { findToken, tokenName } from '../tokens/entry.ts';
import type { MigrationEntry, VaultBody } from '../vault/body.ts';
import { findMigration, legOf, nextStep, withMigration, type Leg } from './entry.ts';
import { viewMigration } from './view.ts';

export type MigrationDeps = { vault: VaultStore; audit: Audit; now?: Clock };

/** Where a rehearsal is tried, best first: Wise's own sandbox is the nearest to production. */
const REHEARSALS: readonly Environment[] = ['wise-sandbox', 'built-in', 'custom'];

/**
 * Starts a migration, with the connection of the token as the real leg and the likeliest other one as the rehearsal.
 * Throws `TOKEN_NOT_FOUND`, and `IPC_INVALID_INPUT` for a token that is not a personal one.
 */
export async function startMigration({ vault, audit, now = Date.now }: MigrationDeps, { tokenId }: Parsed<'migrations.start'>): Promise<Output<'migrations.start'>> {
  const made: MigrationEntry = { id: randomUUID(), tokenId, tokenLabel: '', startedAt: new Date(now()).toISOString(), done: [] };
  const body = await vault.update((before) => {
    const token = findToken(before, tokenId);
    if (token.kind !== 'personal') throw new PortcullisError('IPC_INVALID_INPUT', { field: 'tokenId', reason: 'NOT_PERSONAL' });
    if (underWay(before, tokenId)) return before;
    const rehearsalId = likelyRehearsal(before, token.connectionId);
    const entry = { ...made, tokenLabel: token.label, realId: token.connectionId, ...(rehearsalId === undefined ? {} : { rehearsalId }) };
    return { ...before, migrations: [...before.migrations, entry] };
  });
  const entry = underWay(body, tokenId)!;
  if (entry.id === made.id) await audit({ kind: 'migration.started', outcome: 'ok', subject: tokenName(findToken(body, tokenId)), says: 'to OAuth with mTLS' });
  return viewMigration(entry, body);
}

function underWay({ migrations }: VaultBody, tokenId: string): MigrationEntry | undefined {
  return migrations.find((one) => one.tokenId === tokenId && nextStep(one) !== undefined);
}

function likelyRehearsal({ connections }: VaultBody, realId: string): string | undefined {
  const others = connections.filter(({ id }) => id !== realId);
  return REHEARSALS.flatMap((environment) => others.filter((one) => one.environment === environment))[0]?.id;
}

/** Picks the connections of the legs. Throws `MIGRATION_NOT_FOUND`, `MIGRATION_OUT_OF_STEP` when it is over, `CONNECTION_NOT_FOUND`, `MIGRATION_LEG` with the field. */
export async function changeMigration({ vault, audit }: MigrationDeps, { id, rehearsalId, realId }: Parsed<'migrations.change'>): Promise<Output<'migrations.change'>> {
  const body = await vault.update((before) => {
    if (nextStep(findMigration(before, id)) === undefined) throw new PortcullisError('MIGRATION_OUT_OF_STEP');
    const changed = withMigration(before, id, (entry) => withLeg(withLeg(entry, 'real', realId), 'rehearsal', rehearsalId));
    assertLegs(changed, findMigration(changed, id));
    return changed;
  });
  const entry = findMigration(body, id);
  const view = viewMigration(entry, body);
  await audit({ kind: 'migration.changed', outcome: 'ok', subject: `token “${entry.tokenLabel}”`, says: `rehearsed on ${view.rehearsal?.name ?? 'nothing yet'}, then ${view.real?.name ?? 'nothing yet'}` });
  return view;
}

/** What was done on another connection proves nothing about this one. */
function withLeg(entry: MigrationEntry, leg: Leg, connectionId: string | undefined): MigrationEntry {
  const field = leg === 'real' ? 'realId' : 'rehearsalId';
  if (connectionId === undefined || entry[field] === connectionId) return entry;
  return { ...entry, [field]: connectionId, done: entry.done.filter(({ step }) => legOf(step) !== leg) };
}

function assertLegs({ connections, tokens }: VaultBody, { tokenId, rehearsalId, realId }: MigrationEntry): void {
  const environmentOf = (id: string | undefined): Environment | undefined => {
    const connection = connections.find((one) => one.id === id);
    if (id !== undefined && !connection) throw new PortcullisError('CONNECTION_NOT_FOUND');
    return connection?.environment;
  };
  const home = environmentOf(tokens.find((one) => one.id === tokenId)?.connectionId);
  const [rehearsal, real] = [environmentOf(rehearsalId), environmentOf(realId)];
  if (rehearsal === 'production' || (rehearsalId !== undefined && rehearsalId === realId)) throw new PortcullisError('MIGRATION_LEG', { field: 'rehearsalId' });
  if (home !== undefined && real !== undefined && real !== home) throw new PortcullisError('MIGRATION_LEG', { field: 'realId' });
}

/** Throws `MIGRATION_NOT_FOUND`. What was made on the way stays. */
export async function giveUpMigration({ vault, audit, now = Date.now }: MigrationDeps, { id }: Parsed<'migrations.giveUp'>): Promise<Output<'migrations.giveUp'>> {
  const body = await vault.update((before) => withMigration(before, id, (entry) => (nextStep(entry) === undefined ? entry : { ...entry, givenUpAt: new Date(now()).toISOString() })));
  const { tokenLabel, done } = findMigration(body, id);
  await audit({ kind: 'migration.given-up', outcome: 'ok', subject: `token “${tokenLabel}”`, says: `after ${done.length} steps` });
  return {};
}
