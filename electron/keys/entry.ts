import { PortcullisError } from '../../shared/errors.ts';
import { SIGNING_ALGORITHM_IDS, type SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import type { KeyEvent } from '../../shared/model/views.ts';
import type { KeyEntry, VaultBody } from '../vault/body.ts';

/** Throws `KEY_NOT_FOUND`. */
export function findKey(body: VaultBody, keyId: string): KeyEntry {
  const entry = body.keys.find((key) => key.id === keyId);
  if (!entry) throw new PortcullisError('KEY_NOT_FOUND');
  return entry;
}

/** Throws `KEY_WRONG_USE` for a key that cannot sign. */
export function signingAlgorithm({ algorithm }: KeyEntry): SigningAlgorithmId {
  const id = SIGNING_ALGORITHM_IDS.find((signing) => signing === algorithm);
  if (id === undefined) throw new PortcullisError('KEY_WRONG_USE', { reason: algorithm });
  return id;
}

export function isExpired({ validTill }: KeyEntry, now: number): boolean {
  return Date.parse(validTill) <= now;
}

/** Throws `KEY_EXPIRED`. */
export function assertNotExpired(entry: KeyEntry, now: number): void {
  if (isExpired(entry, now)) throw new PortcullisError('KEY_EXPIRED');
}

/** The body with one key replaced by a changed one. */
export function withKey(body: VaultBody, keyId: string, change: (entry: KeyEntry) => KeyEntry): VaultBody {
  return { ...body, keys: body.keys.map((entry) => (entry.id === keyId ? change(entry) : entry)) };
}

/** The entry with one more line of history, which is kept oldest first. */
export function withEvent(entry: KeyEntry, event: KeyEvent): KeyEntry {
  return { ...entry, history: [...entry.history, event] };
}

/** How a key is named in a line of text, such as "key 663a0e44". */
export function keyName(keyId: string): string {
  return `key ${shortId(keyId)}`;
}

/** The first eight characters, enough to tell ids apart by eye. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
