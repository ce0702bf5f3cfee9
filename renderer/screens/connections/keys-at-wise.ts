import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';

const OVER: ReadonlySet<KeySummary['state']> = new Set(['made', 'retired', 'expired']);

/** The keys a connection can be switched to: of this use, not over, and Wise has them over it. Newest first. */
export function keysAtWise(keys: readonly KeySummary[], connection: ConnectionSummary, use: KeySummary['use']): KeySummary[] {
  return keys
    .filter((key) => key.use === use && !OVER.has(key.state) && key.uploadedTo.some((place) => place.connectionId === connection.id))
    .toSorted((a, b) => b.madeAt.localeCompare(a.madeAt));
}

/** Of each connection the newest such key, which its calls use while none was picked. By connection. */
export function newestAtWise(keys: readonly KeySummary[], use: KeySummary['use']): ReadonlyMap<string, KeySummary> {
  const newest = new Map<string, KeySummary>();
  for (const key of keys) {
    if (key.use !== use || OVER.has(key.state)) continue;
    for (const { connectionId } of key.uploadedTo) {
      const before = newest.get(connectionId);
      if (!before || key.madeAt > before.madeAt) newest.set(connectionId, key);
    }
  }
  return newest;
}
