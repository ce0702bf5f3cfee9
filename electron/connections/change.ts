import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { ConnectionEntry } from '../vault/body.ts';
import { summarize, type ConnectionDeps } from './connections.ts';
import { findConnection } from './resolve.ts';

type Optional = Pick<ConnectionEntry, 'clientKey' | 'profileId' | 'redirectUri' | 'hosts'>;
const FIELDS = ['clientKey', 'profileId', 'redirectUri', 'hosts'] as const;
const NAMES: Readonly<Record<keyof Optional, string>> = { clientKey: 'client key', profileId: 'profile', redirectUri: 'redirect URI', hosts: 'hosts' };

/** TODO name, credentials, hosts of production, the built-in sandbox. Throws `CONNECTION_NOT_FOUND`, and `IPC_INVALID_INPUT` for the built-in sandbox, which has its own. */
export async function changeConnection({ vault, audit, sandbox }: ConnectionDeps, input: Parsed<'connections.change'>): Promise<Output<'connections.change'>> {
  const given = FIELDS.filter((field) => input[field] !== undefined);
  const body = await vault.update((before) => {
    const entry = findConnection(before, input.connectionId);
    if (entry.environment === 'built-in') throw new PortcullisError('IPC_INVALID_INPUT', { field: given[0] ?? 'connectionId', reason: 'NOT_FOR_BUILT_IN' });
    return given.length === 0 ? before : { ...before, connections: before.connections.map((one) => (one === entry ? changed(entry, input) : one)) };
  });
  const entry = findConnection(body, input.connectionId);
  if (given.length > 0) await audit({ kind: 'connection.changed', outcome: 'ok', subject: entry.name, says: given.map((field) => `${NAMES[field]} ${input[field] === null ? 'removed' : 'set'}`).join(', ') });
  return summarize(entry, body, sandbox);
}

/** What is left out stays, null takes it away. */
function changed(entry: ConnectionEntry, given: Parsed<'connections.change'>): ConnectionEntry {
  const { clientKey, profileId, redirectUri, hosts, ...rest } = entry;
  return { ...rest, ...put('clientKey', given.clientKey, clientKey), ...put('profileId', given.profileId, profileId), ...put('redirectUri', given.redirectUri, redirectUri), ...put('hosts', given.hosts, hosts) };
}

function put<K extends string, V>(name: K, given: V | null | undefined, before: V | undefined): Partial<Record<K, V>> {
  const value = given === undefined ? before : (given ?? undefined);
  const field: Partial<Record<K, V>> = {};
  if (value !== undefined) field[name] = value;
  return field;
}
