import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { ConnectionSummary, Environment } from '../../shared/model/views.ts';
import type { Audit, VaultStore } from '../ports.ts';
import type { ConnectionEntry, VaultBody } from '../vault/body.ts';
import type { WiseClients } from '../wise/clients.ts';
import { hostsOf } from './environments.ts';
import { findConnection } from './resolve.ts';
import type { SandboxPort } from './sandbox-port.ts';

export type ConnectionDeps = { vault: VaultStore; audit: Audit; sandbox: Pick<SandboxPort, 'running'> };

/** `clientId` and `clientSecret` come from Developer Hub; the built-in sandbox has its own and takes none. */
export type NewConnection = { environment: Environment; name: string; clientId?: string | undefined; clientSecret?: string | undefined };

/** Puts a connection into the vault and selects it. Throws `IPC_INVALID_INPUT` and `CONNECTION_EXISTS`, both with the field. */
export async function createConnection({ vault, audit, sandbox }: ConnectionDeps, input: NewConnection): Promise<ConnectionSummary> {
  const entry: ConnectionEntry = { id: randomUUID(), name: input.name, environment: input.environment, ...credentialsOf(input), wiseKeys: [], wiseCa: [] };
  const body = await vault.update((before) => {
    assertNew(before, entry);
    return { ...before, connections: [...before.connections, entry], selectedConnectionId: entry.id };
  });
  await audit({ kind: 'connection.created', outcome: 'ok', subject: entry.name, says: entry.environment });
  return summarize(entry, body, sandbox);
}

/** In the order in which they were made. */
export function listConnections({ vault, sandbox, clients }: Pick<ConnectionDeps, 'vault' | 'sandbox'> & { clients: Pick<WiseClients, 'newestTls'> }): ConnectionSummary[] {
  const body = vault.read();
  return body.connections.map((entry) => {
    const tls = clients.newestTls(entry.id);
    return { ...summarize(entry, body, sandbox), ...(tls === undefined ? {} : { tls }) };
  });
}

/** Throws `CONNECTION_NOT_FOUND`. */
export async function selectConnection({ vault, audit }: Pick<ConnectionDeps, 'vault' | 'audit'>, id: string): Promise<void> {
  const { name, environment } = findConnection(vault.read(), id);
  await vault.update((before) => ({ ...before, selectedConnectionId: id }));
  await audit({ kind: 'connection.selected', outcome: 'ok', subject: name, says: environment });
}

function credentialsOf({ environment, clientId, clientSecret }: NewConnection): Pick<ConnectionEntry, 'clientId' | 'clientSecret'> {
  const given = { clientId, clientSecret };
  for (const field of ['clientId', 'clientSecret'] as const) {
    const wanted = environment !== 'built-in';
    if ((given[field] !== undefined) !== wanted) throw new PortcullisError('IPC_INVALID_INPUT', { field, reason: wanted ? 'REQUIRED' : 'NOT_FOR_BUILT_IN' });
  }
  return clientId === undefined || clientSecret === undefined ? {} : { clientId, clientSecret };
}

/** One built-in sandbox, one connection per client of an environment, and no name twice. */
function assertNew({ connections }: VaultBody, { environment, name, clientId }: ConnectionEntry): void {
  const sameEnvironment = connections.filter((connection) => connection.environment === environment);
  if (sameEnvironment.some((connection) => connection.clientId === clientId)) {
    throw new PortcullisError('CONNECTION_EXISTS', { field: environment === 'built-in' ? 'environment' : 'clientId' });
  }
  if (connections.some((connection) => connection.name.toLowerCase() === name.toLowerCase())) throw new PortcullisError('CONNECTION_EXISTS', { field: 'name' });
}

/** As the screens see it; `tls` is added by whoever knows the newest handshake. */
export function summarize(entry: ConnectionEntry, body: VaultBody, sandbox: ConnectionDeps['sandbox']): ConnectionSummary {
  const { id, name, environment, clientId, signingKeyId, encryptionKeyId, certificateId, userTokenId } = entry;
  const builtIn = environment === 'built-in' ? sandbox.running() : undefined;
  const reached = environment === 'built-in' ? builtIn : { ...hostsOf({ environment, hosts: entry.hosts }), clientId: clientId ?? '' };
  // The built-in sandbox brings them along.
  const { clientKey = builtIn?.clientKey, profileId = builtIn?.profileId, redirectUri = builtIn?.redirectUri } = entry;
  return {
    id, name, environment,
    ...(reached === undefined ? {} : { apiUrl: reached.apiUrl }),
    clientIdTail: reached?.clientId.slice(-4) ?? '',
    selected: body.selectedConnectionId === id,
    ...(signingKeyId === undefined ? {} : { signingKeyId }),
    ...(encryptionKeyId === undefined ? {} : { encryptionKeyId }),
    ...(reached === undefined ? {} : { mtlsUrl: reached.mtlsUrl }),
    ...(certificateId === undefined ? {} : { certificateId }),
    ...(clientKey === undefined ? {} : { clientKey }),
    ...(profileId === undefined ? {} : { profileId }),
    ...(reached === undefined ? {} : { consentUrl: reached.consentUrl }),
    ...(redirectUri === undefined ? {} : { redirectUri }),
    ...(userTokenId === undefined ? {} : { userTokenId }),
    hasOwnHosts: entry.hosts !== undefined,
    hasUserToken: userTokenId !== undefined || environment === 'built-in',
  };
}
