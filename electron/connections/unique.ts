import { PortcullisError } from '../../shared/errors.ts';
import type { ConnectionEntry } from '../vault/body.ts';

/** One built-in sandbox, one connection per client of an environment, and no name twice. Throws `CONNECTION_EXISTS` with the field. */
export function assertUnique(connections: readonly ConnectionEntry[], entry: ConnectionEntry): void {
  const others = connections.filter(({ id }) => id !== entry.id);
  if (others.some((one) => isSameClient(one, entry))) {
    throw new PortcullisError('CONNECTION_EXISTS', { field: entry.environment === 'built-in' ? 'environment' : 'clientId' });
  }
  if (others.some(({ name }) => name.toLowerCase() === entry.name.toLowerCase())) throw new PortcullisError('CONNECTION_EXISTS', { field: 'name' });
}

/** Servers of one's own may know different clients by one id. */
function isSameClient(one: ConnectionEntry, other: ConnectionEntry): boolean {
  if (one.environment !== other.environment || one.clientId !== other.clientId) return false;
  return one.environment !== 'custom' || one.hosts?.apiUrl === other.hosts?.apiUrl;
}
