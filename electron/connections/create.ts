import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { ConnectionSummary } from '../../shared/model/views.ts';
import { PRODUCTION_WORD } from '../../shared/production-word.ts';
import type { ConnectionEntry } from '../vault/body.ts';
import { summarize, type ConnectionDeps } from './connections.ts';
import { ownHosts } from './hosts.ts';
import { checkedRedirectUri } from './redirect-uri.ts';
import { assertOwnSecret } from './shared-credentials.ts';
import { assertUnique } from './unique.ts';

/** `clientId` and `clientSecret` come from Developer Hub; the built-in sandbox has its own and takes none. */
export type NewConnection = Parsed<'connections.create'>;

/**
 * Puts a connection into the vault and selects it.
 * Throws `IPC_INVALID_INPUT`, `CONNECTION_WORD`, `HOSTS_OF_PRODUCTION`, `CREDENTIAL_SHARED` and `CONNECTION_EXISTS`, each with the field.
 */
export async function createConnection({ vault, audit, sandbox }: ConnectionDeps, input: NewConnection): Promise<ConnectionSummary> {
  const entry = newEntry(input);
  const body = await vault.update((before) => {
    assertUnique(before.connections, entry);
    assertOwnSecret(before, entry);
    return { ...before, connections: [...before.connections, entry], selectedConnectionId: entry.id };
  });
  await audit({ kind: 'connection.created', outcome: 'ok', subject: entry.name, says: entry.environment });
  return summarize(entry, body, sandbox);
}

function newEntry(input: NewConnection): ConnectionEntry {
  const { environment, name, word } = input;
  const credentials = credentialsOf(input);
  if (environment === 'production' && word !== PRODUCTION_WORD) throw new PortcullisError('CONNECTION_WORD', { field: 'word' });
  const hosts = ownHosts(environment, input.hosts);
  const redirectUri = redirectUriOf(input);
  return {
    id: randomUUID(), name, environment, ...credentials, wiseKeys: [], wiseCa: [],
    ...(hosts ? { hosts } : {}),
    ...(redirectUri === undefined ? {} : { redirectUri }),
  };
}

function credentialsOf({ environment, clientId, clientSecret }: NewConnection): Pick<ConnectionEntry, 'clientId' | 'clientSecret'> {
  const given = { clientId, clientSecret };
  for (const field of ['clientId', 'clientSecret'] as const) {
    const wanted = environment !== 'built-in';
    if ((given[field] !== undefined) !== wanted) throw new PortcullisError('IPC_INVALID_INPUT', { field, reason: wanted ? 'REQUIRED' : 'NOT_FOR_BUILT_IN' });
  }
  return clientId === undefined || clientSecret === undefined ? {} : { clientId, clientSecret };
}

function redirectUriOf({ environment, redirectUri }: NewConnection): string | undefined {
  if (redirectUri === undefined) return undefined;
  if (environment === 'built-in') throw new PortcullisError('IPC_INVALID_INPUT', { field: 'redirectUri', reason: 'NOT_FOR_BUILT_IN' });
  return checkedRedirectUri(redirectUri);
}
