import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { ConnectionEntry } from '../vault/body.ts';
import { summarize, type ConnectionDeps } from './connections.ts';
import { findConnection } from './resolve.ts';

type Access = Pick<ConnectionEntry, 'clientKey' | 'profileId' | 'userToken'>;
const FIELDS = ['clientKey', 'profileId', 'userToken'] as const;
const NAMES: Readonly<Record<keyof Access, string>> = { clientKey: 'client key', profileId: 'profile', userToken: 'user token' };

/** What can stand in an `Authorization` header as it is: no spaces, as in "Bearer …", nor line breaks (RFC 6750, 2.1). */
const TOKEN = /^[\x21-\x7e]+$/;

/** Keeps what webhook subscriptions need. Throws `CONNECTION_NOT_FOUND`, and `IPC_INVALID_INPUT` for a token that holds more than one and for the built-in sandbox, which has its own. */
export async function setWebhookAccess({ vault, audit, sandbox }: ConnectionDeps, input: Parsed<'connections.setWebhookAccess'>): Promise<Output<'connections.setWebhookAccess'>> {
  const given = FIELDS.filter((field) => input[field] !== undefined);
  if (typeof input.userToken === 'string' && !TOKEN.test(input.userToken)) throw new PortcullisError('IPC_INVALID_INPUT', { field: 'userToken', reason: 'NOT_A_TOKEN' });
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
function changed(entry: ConnectionEntry, { clientKey, profileId, userToken }: Parsed<'connections.setWebhookAccess'>): ConnectionEntry {
  const { clientKey: oldKey, profileId: oldProfile, userToken: oldToken, ...rest } = entry;
  return { ...rest, ...put('clientKey', clientKey, oldKey), ...put('profileId', profileId, oldProfile), ...put('userToken', userToken, oldToken) };
}

function put<K extends string, V>(name: K, given: V | null | undefined, before: V | undefined): Partial<Record<K, V>> {
  const value = given === undefined ? before : (given ?? undefined);
  const field: Partial<Record<K, V>> = {};
  if (value !== undefined) field[name] = value;
  return field;
}
