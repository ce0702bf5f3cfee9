import type { ConnectionSummary } from '../../shared/model/views.ts';
import type { Audit, VaultStore } from '../ports.ts';
import type { ConnectionEntry, VaultBody } from '../vault/body.ts';
import type { WiseClients } from '../wise/clients.ts';
import { hostsOf } from './environments.ts';
import { findConnection } from './resolve.ts';
import type { SandboxPort } from './sandbox-port.ts';

export type ConnectionDeps = { vault: VaultStore; audit: Audit; sandbox: Pick<SandboxPort, 'running'> };

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

/** As the screens see it; `tls` is added by whoever knows the newest handshake. */
export function summarize(entry: ConnectionEntry, body: VaultBody, sandbox: ConnectionDeps['sandbox']): ConnectionSummary {
  const { id, name, environment, clientId, signingKeyId, encryptionKeyId, certificateId, userTokenId, signsCalls, usesDeprecatedSca, fourEyes } = entry;
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
    ...(signsCalls === undefined ? {} : { signsCalls }),
    ...(usesDeprecatedSca === undefined ? {} : { usesDeprecatedSca }),
    ...(fourEyes === undefined ? {} : { fourEyes }),
    hasOwnHosts: entry.hosts !== undefined,
    hasUserToken: userTokenId !== undefined || environment === 'built-in',
  };
}
