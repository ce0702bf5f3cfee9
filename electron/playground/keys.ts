import { PortcullisError } from '../../shared/errors.ts';
import { algorithm } from '../../shared/model/algorithms.ts';
import type { JoseMethod } from '../../shared/model/views.ts';
import { findConnection } from '../connections/resolve.ts';
import { findKey, isExpired } from '../keys/entry.ts';
import { assertNotRetired } from '../keys/use.ts';
import type { KeyEntry, VaultBody } from '../vault/body.ts';
import { PROTECTIONS } from './methods.ts';

export type KeyUseName = 'signing' | 'encryption';

/** Which keys a person named; the rest is chosen. */
export type NamedKeys = { signingKeyId?: string | undefined; encryptionKeyId?: string | undefined };

/** Our own keys that a call needs. */
export type CallKeys = { signing?: KeyEntry; encryption?: KeyEntry };

/**
 * The keys of a call: those named, else those of the connection, else the newest that Wise has over it.
 * Throws `CONNECTION_NOT_FOUND`, `KEY_NOT_FOUND`, `KEY_WRONG_USE`, `KEY_NOT_UPLOADED`, `KEY_RETIRED`, and `KEY_MISSING` with `signing` or `encryption` as the reason.
 */
export function keysFor(body: VaultBody, connectionId: string, method: JoseMethod, named: NamedKeys, now: number): CallKeys {
  const { signs, answer } = PROTECTIONS[method];
  const connection = findConnection(body, connectionId);
  const choose = (use: KeyUseName, id: string | undefined): KeyEntry => {
    const entry = id === undefined ? newestFor(body, connectionId, use, now) : findKey(body, id);
    if (!entry) throw new PortcullisError('KEY_MISSING', { reason: use });
    assertUsable(entry, use, connectionId);
    return entry;
  };
  return {
    ...(signs ? { signing: choose('signing', named.signingKeyId ?? connection.signingKeyId) } : {}),
    ...(answer === 'own-key' ? { encryption: choose('encryption', named.encryptionKeyId ?? connection.encryptionKeyId) } : {}),
  };
}

/** Has Wise been given this key over this connection? */
export function isUploadedTo({ uploads }: KeyEntry, connectionId: string): boolean {
  return uploads.some((upload) => upload.connectionId === connectionId);
}

function assertUsable(entry: KeyEntry, use: KeyUseName, connectionId: string): void {
  if (algorithm(entry.algorithm).use !== use) throw new PortcullisError('KEY_WRONG_USE', { reason: entry.algorithm });
  assertNotRetired(entry);
  if (!isUploadedTo(entry, connectionId)) throw new PortcullisError('KEY_NOT_UPLOADED');
}

/** A key whose first day is still to come is offered only when there is no other: the run then says what it waits for. */
export function newestFor({ keys }: VaultBody, connectionId: string, use: KeyUseName, now: number): KeyEntry | undefined {
  const candidates = keys
    .filter((key) => algorithm(key.algorithm).use === use && isUploadedTo(key, connectionId) && key.retiredAt === undefined && !isExpired(key, now))
    // Of those made in the same second, the one that came into the vault last.
    .toReversed()
    .toSorted((a, b) => b.madeAt.localeCompare(a.madeAt));
  return candidates.find(({ validFrom }) => Date.parse(validFrom) <= now) ?? candidates[0];
}
