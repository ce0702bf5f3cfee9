import { PortcullisError } from '../../shared/errors.ts';
import type { VaultStore } from '../ports.ts';
import type { ConnectionEntry, VaultBody } from '../vault/body.ts';
import { Secret } from '../wise/secret.ts';
import { WISE_HOSTS } from './environments.ts';
import type { SandboxPort } from './sandbox-port.ts';
import type { ConnectionTarget } from './target.ts';

/** Throws `CONNECTION_NOT_FOUND`. */
export function findConnection(body: VaultBody, id: string): ConnectionEntry {
  const entry = body.connections.find((connection) => connection.id === id);
  if (!entry) throw new PortcullisError('CONNECTION_NOT_FOUND');
  return entry;
}

/** What is needed to call Wise over a connection. Starts the built-in sandbox if that is what the connection leads to. Throws `CONNECTION_NOT_FOUND`, `SANDBOX_*`. */
export async function resolveConnection({ vault, sandbox }: { vault: VaultStore; sandbox: Pick<SandboxPort, 'target'> }, id: string): Promise<ConnectionTarget> {
  const entry = findConnection(vault.read(), id);
  const { name, environment, clientId, clientSecret } = entry;
  if (environment === 'built-in') return { id, name, environment, ...(await sandbox.target()) };
  return { id, name, environment, ...WISE_HOSTS[environment], clientId: clientId ?? '', clientSecret: new Secret(clientSecret ?? ''), ...webhookAccessOf(entry) };
}

function webhookAccessOf({ clientKey, profileId, userToken }: ConnectionEntry): Pick<ConnectionTarget, 'clientKey' | 'profileId' | 'userToken'> {
  return {
    ...(clientKey === undefined ? {} : { clientKey }),
    ...(profileId === undefined ? {} : { profileId }),
    ...(userToken === undefined ? {} : { userToken: new Secret(userToken) }),
  };
}
