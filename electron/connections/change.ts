import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import { assertSecond, byWhom, neededSecond } from '../people/second.ts';
import { keysFor } from '../playground/keys.ts';
import type { Clock } from '../ports.ts';
import type { Services } from '../services.ts';
import type { ConnectionEntry, VaultBody } from '../vault/body.ts';
import { assertNotBound, withoutUploads } from './bound-to-client.ts';
import { summarize, type ConnectionDeps } from './connections.ts';
import { ownHosts } from './hosts.ts';
import { assertNoneUnended } from './open-approvals.ts';
import { checkedRedirectUri } from './redirect-uri.ts';
import { findConnection } from './resolve.ts';
import { assertOwnSecret } from './shared-credentials.ts';
import { assertUnique } from './unique.ts';

type Change = Parsed<'connections.change'>;
export type ChangeDeps = ConnectionDeps & { session: Pick<Services['session'], 'confirm' | 'person' | 'confirmSecond'>; clients: Pick<Services['clients'], 'drop'>; tokens: Pick<Services['tokens'], 'drop'>; now?: Clock };

/** What can be changed, as the audit log calls it. */
const NAMES = {
  name: 'name', credentials: 'client id and secret', hosts: 'hosts', redirectUri: 'redirect URI', clientKey: 'client key', profileId: 'profile',
  signsCalls: 'signed calls', usesDeprecatedSca: 'older paths for factors',
} as const satisfies Partial<Record<keyof Change, string>>;
type Field = keyof typeof NAMES;
const FIELDS: readonly Field[] = ['name', 'credentials', 'hosts', 'redirectUri', 'clientKey', 'profileId', 'signsCalls', 'usesDeprecatedSca'];
/** The built-in sandbox brings the others along. */
const OF_BUILT_IN: ReadonlySet<Field> = new Set(['name', 'profileId', 'signsCalls', 'usesDeprecatedSca']);

/**
 * Changes what is given. A connection that has become another client's, or leads elsewhere, goes on with a new client and new application tokens, and without the consents that were begun before.
 * New hosts need the passphrase: whoever holds the window alone must not be able to send credentials elsewhere.
 * Under four eyes other hosts or credentials take another person's door: there the approvals go. While the end of one is not known they stay, for who it was sent to is asked.
 * Signed calls need a key that Wise has.
 * Throws `CONNECTION_NOT_FOUND`, `KEY_MISSING`, `KEY_RETIRED`, `KEY_NOT_UPLOADED`, the errors of `Session.confirm`, `IPC_INVALID_INPUT`, `HOSTS_OF_PRODUCTION`, `CREDENTIAL_SHARED` and `CONNECTION_EXISTS`, all with the field, `CONNECTION_IN_USE` with what belongs to the old client id or is not over, `PERSON_SECOND` and as `confirmSecond`.
 */
export async function changeConnection({ vault, audit, sandbox, session, clients, tokens, now: clock = Date.now }: ChangeDeps, input: Change): Promise<Output<'connections.change'>> {
  if (input.hosts) await confirm(session, input.passphrase);
  const given = FIELDS.filter((field) => input[field] !== undefined);
  const isForTwo = (entry: ConnectionEntry) => entry.fourEyes === true && (input.hosts !== undefined || input.credentials !== undefined);
  const second = await neededSecond({ session }, isForTwo(findConnection(vault.read(), input.connectionId)), input.second);
  let before: ConnectionEntry | undefined;
  const body = await vault.update((now) => {
    before = findConnection(now, input.connectionId);
    assertSecond(isForTwo(before), second);
    return given.length === 0 ? now : withChange(now, before, input, { given, at: clock() });
  });
  const entry = findConnection(body, input.connectionId);
  if (before && given.length > 0) {
    if (isReachedAnew(before, entry)) {
      clients.drop(entry.id);
      tokens.drop(entry.id);
    }
    await audit({ kind: 'connection.changed', outcome: 'ok', subject: before.name, says: `${given.map((field) => wordsFor(field, input)).join(', ')}${second ? `, ${byWhom(session.person(), second)}` : ''}` });
  }
  return summarize(entry, body, sandbox);
}

async function confirm(session: ChangeDeps['session'], passphrase: string | undefined): Promise<void> {
  if (passphrase === undefined) throw new PortcullisError('IPC_INVALID_INPUT', { field: 'passphrase', reason: 'REQUIRED' });
  await session.confirm(passphrase);
}

function withChange(body: VaultBody, before: ConnectionEntry, input: Change, { given, at }: { given: readonly Field[]; at: number }): VaultBody {
  const foreign = before.environment === 'built-in' ? given.find((field) => !OF_BUILT_IN.has(field)) : undefined;
  if (foreign) throw new PortcullisError('IPC_INVALID_INPUT', { field: foreign, reason: 'NOT_FOR_BUILT_IN' });
  const isOtherClient = input.credentials !== undefined && input.credentials.clientId !== before.clientId;
  // Another client's keys are not at Wise yet.
  const entry = changed(isOtherClient ? withoutSigning(before) : before, input);
  if (isOtherClient) assertNotBound(body, before.id);
  if (isReachedAnew(before, entry)) assertNoneUnended(body, before.id);
  assertUnique(body.connections, entry);
  assertOwnSecret(body, entry);
  const next = { ...withoutStrayConsents(body, before, entry), connections: body.connections.map((one) => (one === before ? entry : one)) };
  const done = isOtherClient ? withoutUploads(next, before.id) : next;
  if (input.signsCalls) keysFor(done, before.id, 'jws', {}, at);
  return done;
}

function withoutSigning(entry: ConnectionEntry): ConnectionEntry {
  const { signsCalls: _, ...rest } = entry;
  return rest;
}

/** What is left out stays, null takes it away. */
function changed(entry: ConnectionEntry, input: Change): ConnectionEntry {
  const { clientKey, profileId, redirectUri, hosts, signsCalls, usesDeprecatedSca, ...rest } = entry;
  return {
    ...rest,
    ...(input.name === undefined ? {} : { name: input.name }),
    ...input.credentials,
    ...put('clientKey', input.clientKey, clientKey),
    ...put('profileId', input.profileId, profileId),
    ...put('signsCalls', flag(input.signsCalls), signsCalls),
    ...put('usesDeprecatedSca', flag(input.usesDeprecatedSca), usesDeprecatedSca),
    ...put('redirectUri', input.redirectUri && checkedRedirectUri(input.redirectUri), redirectUri),
    ...(input.hosts === undefined ? put('hosts', undefined, hosts) : put('hosts', ownHosts(entry.environment, input.hosts ?? undefined), undefined)),
  };
}

function flag(given: boolean | undefined): true | null | undefined {
  return given === false ? null : given;
}

function put<K extends string, V>(name: K, given: V | null | undefined, before: V | undefined): Partial<Record<K, V>> {
  const value = given === undefined ? before : (given ?? undefined);
  const field: Partial<Record<K, V>> = {};
  if (value !== undefined) field[name] = value;
  return field;
}

function isReachedAnew(before: ConnectionEntry, after: ConnectionEntry): boolean {
  return before.clientSecret !== after.clientSecret || isAnother(before, after);
}

/** Another client, or at another address. */
function isAnother(before: ConnectionEntry, after: ConnectionEntry): boolean {
  const { apiUrl, mtlsUrl } = after.hosts ?? {};
  return before.clientId !== after.clientId || before.hosts?.apiUrl !== apiUrl || before.hosts?.mtlsUrl !== mtlsUrl;
}

/** The code of a consent that was begun before would be sent where it does not belong. */
function withoutStrayConsents(body: VaultBody, before: ConnectionEntry, after: ConnectionEntry): VaultBody {
  if (!isAnother(before, after) || !body.consents.some((one) => one.connectionId === before.id)) return body;
  return { ...body, consents: body.consents.filter((one) => one.connectionId !== before.id) };
}

/** Names of fields alone, never what is in them. */
function wordsFor(field: Field, input: Change): string {
  if (field === 'name' || field === 'credentials') return `${NAMES[field]} changed`;
  if (typeof input[field] === 'boolean') return `${NAMES[field]} ${input[field] ? 'on' : 'off'}`;
  return `${NAMES[field]} ${input[field] === null ? 'removed' : 'set'}`;
}
