import { PortcullisError } from '../../shared/errors.ts';
import { algorithm } from '../../shared/model/algorithms.ts';
import { assertNotExpired, findKey, keyName } from '../keys/entry.ts';
import { assertNotRetired } from '../keys/use.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { VaultBody } from '../vault/body.ts';
import { findConnection } from './resolve.ts';

export type SetKeyDeps = { vault: VaultStore; audit: Audit; now?: Clock };

/** Where a connection names the key of each use. */
const FIELDS = { signing: 'signingKeyId', encryption: 'encryptionKeyId' } as const;

/**
 * From now on the connection's calls use this key, for whichever of the two uses it is made. A switch to the key it has changes nothing.
 * Throws `CONNECTION_NOT_FOUND`, `KEY_NOT_FOUND`, `KEY_RETIRED`, `KEY_EXPIRED`, `KEY_NOT_UPLOADED`.
 */
export async function setConnectionKey({ vault, audit, now = Date.now }: SetKeyDeps, connectionId: string, keyId: string): Promise<void> {
  const { name } = findConnection(vault.read(), connectionId);
  const before: (string | undefined)[] = [];
  await vault.update((body) => {
    const field = fieldFor(body, connectionId, keyId, now());
    before.push(findConnection(body, connectionId)[field]);
    if (before[0] === keyId) return body;
    return { ...body, connections: body.connections.map((entry) => (entry.id === connectionId ? { ...entry, [field]: keyId } : entry)) };
  });
  const [old] = before;
  if (old === keyId) return;
  await audit({ kind: 'connection.key-switched', outcome: 'ok', subject: name, says: `${old === undefined ? '' : `${keyName(old)} replaced by `}${keyName(keyId)}` });
}

/** Checked in the change itself: a key retired meanwhile is not switched to. */
function fieldFor(body: VaultBody, connectionId: string, keyId: string, now: number): (typeof FIELDS)[keyof typeof FIELDS] {
  const entry = findKey(body, keyId);
  assertNotRetired(entry);
  assertNotExpired(entry, now);
  if (!entry.uploads.some((upload) => upload.connectionId === connectionId)) throw new PortcullisError('KEY_NOT_UPLOADED');
  return FIELDS[algorithm(entry.algorithm).use];
}
