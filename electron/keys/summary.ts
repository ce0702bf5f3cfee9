import { DAY_MS } from '../../shared/days.ts';
import { algorithm } from '../../shared/model/algorithms.ts';
import type { KeyState, KeySummary } from '../../shared/model/views.ts';
import type { Clock, VaultStore } from '../ports.ts';
import type { KeyEntry, VaultBody } from '../vault/body.ts';
import { isExpired } from './entry.ts';
import { mergeUsedBy, type KeyUsage, type UnsavedUse } from './usage.ts';

/** A key that Wise does not have stays `made` to its end: nothing stops working when it runs out. */
function stateOf(entry: KeyEntry, body: VaultBody, now: number): KeyState {
  if (entry.retiredAt !== undefined) return 'retired';
  if (isExpired(entry, now)) return 'expired';
  // While another connection still works with it, its end matters more.
  if (entry.replacedBy !== undefined && connectionsUsing(body, entry.id).length === 0) return 'replaced';
  if (entry.uploads.length === 0) return 'made';
  const leadDays = body.leadDays[entry.id] ?? body.settings.keyLeadDays;
  if (Date.parse(entry.validTill) - now <= leadDays * DAY_MS) return 'expiring';
  return entry.history.some((event) => event.kind === 'first-used') ? 'active' : 'uploaded';
}

/** Of the key itself: one that was imported may have another size than those made here. */
function kindOf({ algorithm: id, privateJwk: { kty, crv, n } }: KeyEntry): string {
  const { key } = algorithm(id);
  if (kty === 'RSA' && typeof n === 'string') return `RSA ${modulusBits(n)}`;
  if (kty === 'EC' && typeof crv === 'string') return `EC ${crv}`;
  return key.kty === 'EC' ? `EC ${key.crv}` : `RSA ${key.bits}`;
}

/** Bits of a base64url number without leading zero bytes (RFC 7518, 6.3.1.1). */
function modulusBits(n: string): number {
  const bytes = Buffer.from(n, 'base64url');
  return bytes.length * 8 - (Math.clz32(bytes[0] ?? 0) - 24);
}

/** What the screens see of a key. */
export function summarizeKey(entry: KeyEntry, body: VaultBody, usage: KeyUsage, now: number): KeySummary {
  const { id, label, thumbprint, validFrom, validTill, madeAt, origin, replaces, replacedBy } = entry;
  const unsaved = usage.unsaved(id);
  const names = new Map(body.connections.map((connection) => [connection.id, connection.name]));
  const nameOf = (connectionId: string) => ({ connectionId, connectionName: names.get(connectionId) ?? '' });
  return {
    id, label, thumbprint, validFrom, validTill, madeAt, origin,
    algorithm: entry.algorithm,
    use: algorithm(entry.algorithm).use,
    kind: kindOf(entry),
    state: stateOf(entry, body, now),
    ...usesOf(entry, unsaved),
    usedBy: mostRecentFirst(mergeUsedBy(entry.usedBy, unsaved?.usedBy ?? [])).map(({ connectionId, ...use }) => ({ ...nameOf(connectionId), ...use })),
    inUseBy: connectionsUsing(body, id).map((connection) => nameOf(connection.id)),
    ...(replaces === undefined ? {} : { replaces }),
    ...(replacedBy === undefined ? {} : { replacedBy }),
    uploadedTo: entry.uploads.map(({ connectionId, at }) => ({ ...nameOf(connectionId), at })),
    history: entry.history.toReversed(),
  };
}

/** The connections whose calls use the key now. */
export function connectionsUsing({ connections }: VaultBody, keyId: string): VaultBody['connections'] {
  return connections.filter(({ signingKeyId, encryptionKeyId }) => signingKeyId === keyId || encryptionKeyId === keyId);
}

/** Every key, newest first. */
export function listKeys({ vault, usage, now = Date.now }: { vault: VaultStore; usage: KeyUsage; now?: Clock }): KeySummary[] {
  const body = vault.read();
  return body.keys.map((entry) => summarizeKey(entry, body, usage, now())).toSorted((a, b) => b.madeAt.localeCompare(a.madeAt));
}

function mostRecentFirst(usedBy: KeyEntry['usedBy']): KeyEntry['usedBy'] {
  return usedBy.toSorted((a, b) => b.lastAt.localeCompare(a.lastAt));
}

function usesOf(entry: KeyEntry, unsaved: UnsavedUse | undefined): Pick<KeySummary, 'uses' | 'firstUsedAt' | 'lastUsedAt'> {
  const firstUsedAt = entry.firstUsedAt ?? unsaved?.firstAt;
  const lastUsedAt = unsaved?.lastAt ?? entry.lastUsedAt;
  return {
    uses: entry.uses + (unsaved?.uses ?? 0),
    ...(firstUsedAt === undefined ? {} : { firstUsedAt }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
  };
}
