import type { Migration } from '../../shared/model/migrations.ts';
import { TOKEN_SITES } from '../../shared/token-sites.ts';
import type { VaultStore } from '../ports.ts';
import { tokenName } from '../tokens/entry.ts';
import type { MigrationEntry, VaultBody } from '../vault/body.ts';
import { nextStep } from './entry.ts';

/** Newest first. */
export function listMigrations({ vault }: { vault: VaultStore }): Migration[] {
  const body = vault.read();
  return body.migrations.map((entry) => viewMigration(entry, body)).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
}

/** What the screens see of a migration. */
export function viewMigration(entry: MigrationEntry, body: VaultBody): Migration {
  const { id, tokenId, tokenLabel, startedAt, rehearsalId, realId, done } = entry;
  const step = nextStep(entry);
  const [rehearsal, real] = [legView(body, rehearsalId), legView(body, realId)];
  return {
    id, tokenId, tokenLabel, startedAt, done,
    ...(rehearsal ? { rehearsal } : {}),
    ...(real ? { real } : {}),
    ...(step === undefined ? {} : { step }),
    outcome: outcomeOf(entry, step),
    toDelete: toDelete(entry, body, step === undefined),
  };
}

function legView({ connections }: VaultBody, id: string | undefined): Migration['real'] {
  const connection = connections.find((one) => one.id === id);
  return connection && { connectionId: connection.id, name: connection.name, environment: connection.environment };
}

function outcomeOf({ givenUpAt }: MigrationEntry, step: Migration['step']): Migration['outcome'] {
  if (givenUpAt !== undefined) return 'given up';
  return step === undefined ? 'done' : 'under way';
}

/** In the order in which it is safe: whoever deletes it here first can no longer ask Wise whether it is gone there. `isRefused`: Wise takes it no more, as the last step has shown. */
function toDelete({ tokenId, tokenLabel, realId }: MigrationEntry, body: VaultBody, isRefused: boolean): string[] {
  const token = body.tokens.find((one) => one.id === tokenId);
  const name = token ? tokenName(token) : `token “${tokenLabel}”`;
  const environment = body.connections.find((one) => one.id === realId)?.environment ?? 'production';
  const atWise = `The ${name} on ${TOKEN_SITES[environment]}${environment === 'built-in' ? '.' : ': Settings, API tokens.'}`;
  return [
    `Every place that still sends the ${name}: scripts, CI secrets, .env files, Postman, shell history. Switch it to OAuth first.`,
    ...(isRefused ? [] : [atWise]),
    ...(token ? [`The ${name} here: Tokens, Forget. ${isRefused ? 'Wise takes it no more.' : 'Do this last: it is what proves that Wise takes it no more.'}`] : []),
  ];
}
