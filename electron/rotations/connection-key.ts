import { algorithm } from '../../shared/model/algorithms.ts';
import { findKey } from '../keys/entry.ts';
import type { VaultBody } from '../vault/body.ts';

type Field = 'signingKeyId' | 'encryptionKeyId';

/** Where a connection names the key that does what this one does. */
function fieldOf(body: VaultBody, keyId: string): Field {
  return algorithm(findKey(body, keyId).algorithm).use === 'signing' ? 'signingKeyId' : 'encryptionKeyId';
}

/** The key that the connection names for what `keyId` does. */
export function connectionKey(body: VaultBody, connectionId: string, keyId: string): string | undefined {
  const field = fieldOf(body, keyId);
  return body.connections.find(({ id }) => id === connectionId)?.[field];
}

/** The body with the connection using this key. */
export function withConnectionKey(body: VaultBody, connectionId: string, keyId: string): VaultBody {
  const field = fieldOf(body, keyId);
  return { ...body, connections: body.connections.map((entry) => (entry.id === connectionId ? { ...entry, [field]: keyId } : entry)) };
}
