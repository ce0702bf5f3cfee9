import { ALGORITHMS, type AlgorithmId } from '../../../shared/model/algorithms.ts';
import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';

export type Use = KeySummary['use'];

const ENDED: ReadonlySet<KeySummary['state']> = new Set(['retired', 'expired']);

/** Does Wise have this key over this connection? */
export function isAtWise(key: KeySummary, connection: ConnectionSummary): boolean {
  return key.uploadedTo.some((place) => place.connectionId === connection.id);
}

/** The keys that a field offers: of its use and not over. One that was asked for by name is there whatever its state, so that its refusal is seen. */
export function offeredKeys(keys: readonly KeySummary[], use: Use, askedFor?: string): KeySummary[] {
  return keys.filter((key) => key.use === use && (key.id === askedFor || !ENDED.has(key.state)));
}

/** The key that a field starts with: the connection's own, else the newest that Wise has over it, else the newest. */
export function defaultKey(offered: readonly KeySummary[], connection: ConnectionSummary): KeySummary | undefined {
  const own = offered.find((key) => key.id === connection.signingKeyId || key.id === connection.encryptionKeyId);
  const newest = offered.toSorted((a, b) => b.madeAt.localeCompare(a.madeAt));
  return own ?? newest.find((key) => isAtWise(key, connection) && key.state !== 'replaced') ?? newest.find((key) => isAtWise(key, connection)) ?? newest[0];
}

/** What a field lacks before its call can be sent: a key at all, or Wise's having it. */
export type Lack = 'key' | 'upload' | undefined;

export function lackOf(key: KeySummary | undefined, connection: ConnectionSummary): Lack {
  if (!key) return 'key';
  return isAtWise(key, connection) ? undefined : 'upload';
}

/** The algorithm of a key that is made in one click: the first of its use, which is the advised one. */
export function advisedAlgorithm(use: Use): AlgorithmId {
  return ALGORITHMS.find((one) => one.use === use)!.id;
}
