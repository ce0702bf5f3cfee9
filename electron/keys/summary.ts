import { algorithm } from '../../shared/model/algorithms.ts';
import type { KeyState, KeySummary } from '../../shared/model/views.ts';
import type { Clock, VaultStore } from '../ports.ts';
import type { KeyEntry, VaultBody } from '../vault/body.ts';
import { isExpired } from './entry.ts';
import type { KeyUsage } from './usage.ts';

const EXPIRING_MS = 30 * 86_400_000;

/** A key that Wise does not have stays `made` to its end: nothing stops working when it runs out. */
function stateOf(entry: KeyEntry, now: number): KeyState {
  if (isExpired(entry, now)) return 'expired';
  if (entry.uploads.length === 0) return 'made';
  if (Date.parse(entry.validTill) - now <= EXPIRING_MS) return 'expiring';
  return entry.history.some((event) => event.kind === 'first-used') ? 'active' : 'uploaded';
}

function kindOf(entry: KeyEntry): string {
  const { key } = algorithm(entry.algorithm);
  return key.kty === 'EC' ? `EC ${key.crv}` : `RSA ${key.bits}`;
}

/** What the screens see of a key. */
export function summarizeKey(entry: KeyEntry, body: VaultBody, usage: KeyUsage, now: number): KeySummary {
  const { id, label, thumbprint, validFrom, validTill, madeAt } = entry;
  const unsaved = usage.unsaved(id);
  const lastUsedAt = unsaved?.lastAt ?? entry.lastUsedAt;
  const names = new Map(body.connections.map((connection) => [connection.id, connection.name]));
  return {
    id, label, thumbprint, validFrom, validTill, madeAt,
    algorithm: entry.algorithm,
    use: algorithm(entry.algorithm).use,
    kind: kindOf(entry),
    state: stateOf(entry, now),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    uses: entry.uses + (unsaved?.uses ?? 0),
    uploadedTo: entry.uploads.map(({ connectionId, at }) => ({ connectionId, connectionName: names.get(connectionId) ?? '', at })),
    history: entry.history.toReversed(),
  };
}

/** Every key, newest first. */
export function listKeys({ vault, usage, now = Date.now }: { vault: VaultStore; usage: KeyUsage; now?: Clock }): KeySummary[] {
  const body = vault.read();
  return body.keys.map((entry) => summarizeKey(entry, body, usage, now())).toSorted((a, b) => b.madeAt.localeCompare(a.madeAt));
}
