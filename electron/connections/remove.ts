import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import { nextStep } from '../migrations/entry.ts';
import type { Services } from '../services.ts';
import { assertSecond, byWhom, neededSecond } from '../people/second.ts';
import type { ConnectionEntry, ConsentEntry, KeyEntry, MigrationEntry, VaultBody } from '../vault/body.ts';
import { assertNone, underWay } from './bound-to-client.ts';
import { unendedApprovals } from './open-approvals.ts';
import { findConnection } from './resolve.ts';

export type RemoveDeps = Pick<Services, 'vault' | 'audit' | 'now'> & {
  session: Pick<Services['session'], 'person' | 'confirmSecond'>;
  clients: Pick<Services['clients'], 'drop'>;
  tokens: Pick<Services['tokens'], 'drop'>;
  receiver: Pick<Services['receiver'], 'view' | 'stop'>;
  sandbox: Pick<Services['sandbox'], 'stop'>;
  consentInbox: Pick<Services['consentInbox'], 'forget'>;
};

/**
 * Takes a connection out of the vault with its tokens, users, consents, SCA keys, what was prepared over it and what is known of factors, and gives up the migrations that need it. Keys, retired certificates and what is over stay for the record.
 * Another connection is selected then, production only where there is no other. Under four eyes nobody does that alone: a new connection to the same Wise would not be.
 * Throws `CONNECTION_NOT_FOUND`, `CONNECTION_IN_USE` with what is in the way, `PERSON_SECOND` and as `confirmSecond`.
 */
export async function removeConnection({ vault, audit, now, session, clients, tokens, receiver, sandbox, consentInbox }: RemoveDeps, { connectionId, second: given }: Parsed<'connections.remove'>): Promise<Output<'connections.remove'>> {
  const at = new Date(now()).toISOString();
  const { name, environment, fourEyes = false } = findConnection(vault.read(), connectionId);
  const second = await neededSecond({ session }, fourEyes, given);
  let consents: readonly ConsentEntry[] = [];
  await vault.update((body) => {
    consents = body.consents.filter((one) => one.connectionId === connectionId);
    const gone = findConnection(body, connectionId);
    assertSecond(gone.fourEyes === true, second);
    return without(body, gone, at);
  });
  clients.drop(connectionId);
  tokens.drop(connectionId);
  await audit({ kind: 'connection.removed', outcome: 'ok', subject: name, says: second ? `${environment}, ${byWhom(session.person(), second)}` : environment });
  await Promise.all(consents.map(({ id }) => consentInbox.forget(id)));
  if (receiver.view().connectionId === connectionId) await receiver.stop();
  if (environment === 'built-in') await sandbox.stop();
  return {};
}

function without(body: VaultBody, gone: ConnectionEntry, at: string): VaultBody {
  assertNone([...underWay(body, gone.id), ...unendedApprovals(body, gone.id)]);
  const isOurs = ({ connectionId }: { connectionId: string }) => connectionId === gone.id;
  const goneTokens = new Set(body.tokens.filter(isOurs).map(({ id }) => id));
  const connections = body.connections.filter((entry) => entry !== gone);
  return {
    ...body, connections,
    leadDays: Object.fromEntries(Object.entries(body.leadDays).filter(([id]) => !goneTokens.has(id))),
    selectedConnectionId: body.selectedConnectionId === gone.id ? nextSelected(connections) : body.selectedConnectionId,
    keys: body.keys.map((key) => withEnvironment(key, gone)),
    tokens: body.tokens.filter((one) => !isOurs(one)),
    consents: body.consents.filter((one) => !isOurs(one)),
    users: body.users.filter((one) => !isOurs(one)),
    approvals: body.approvals.filter((one) => !isOurs(one)),
    factors: body.factors.filter((one) => !isOurs(one)),
    scaKeys: body.scaKeys.filter((one) => !isOurs(one)),
    migrations: body.migrations.map((entry) => (needs(entry, gone.id, goneTokens) ? { ...entry, givenUpAt: at } : entry)),
  };
}

function nextSelected(left: readonly ConnectionEntry[]): string | null {
  return (left.find(({ environment }) => environment !== 'production') ?? left[0])?.id ?? null;
}

/** Wise still has the key: where, must be known for as long as the key is. */
function withEnvironment(key: KeyEntry, { id, environment }: ConnectionEntry): KeyEntry {
  if (!key.uploads.some(({ connectionId }) => connectionId === id)) return key;
  return { ...key, uploads: key.uploads.map((upload) => (upload.connectionId === id ? { ...upload, environment } : upload)) };
}

function needs(entry: MigrationEntry, connectionId: string, goneTokens: ReadonlySet<string>): boolean {
  return nextStep(entry) !== undefined && (goneTokens.has(entry.tokenId) || entry.rehearsalId === connectionId || entry.realId === connectionId);
}
