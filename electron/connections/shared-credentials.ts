import { PortcullisError } from '../../shared/errors.ts';
import type { Environment } from '../../shared/model/environments.ts';
import { knownToken } from '../tokens/known-secret.ts';
import type { ConnectionEntry, KeyEntry, VaultBody } from '../vault/body.ts';

/** Throws `CREDENTIAL_SHARED` when a connection of another environment has the same client secret, or has it as a token. */
export function assertOwnSecret({ connections, tokens }: Pick<VaultBody, 'connections' | 'tokens'>, { environment, clientSecret }: Pick<ConnectionEntry, 'environment' | 'clientSecret'>): void {
  if (clientSecret === undefined) return;
  const tokenOf = knownToken({ tokens }, clientSecret)?.connectionId;
  const other = connections.find((one) => one.environment !== environment && (one.clientSecret === clientSecret || one.id === tokenOf));
  if (other) throw new PortcullisError('CREDENTIAL_SHARED', { field: 'clientSecret', reason: `${other.name} has it` });
}

/**
 * Throws `CREDENTIAL_SHARED` when Wise has the key under a connection of another environment and one of the two is production;
 * the sandboxes and hosts of one's own may share a test key among them.
 */
export function assertOwnKey({ connections }: Pick<VaultBody, 'connections'>, { uploads }: Pick<KeyEntry, 'uploads'>, environment: Environment): void {
  for (const { connectionId, environment: kept } of uploads) {
    const connection = connections.find(({ id }) => id === connectionId);
    const other = connection?.environment ?? kept;
    if (other === undefined || other === environment || (other !== 'production' && environment !== 'production')) continue;
    throw new PortcullisError('CREDENTIAL_SHARED', { field: 'keyId', reason: `Wise has it over ${connection?.name ?? 'a connection that was removed'}` });
  }
}
