import { algorithm } from '../../shared/model/algorithms.ts';
import type { ExpiryItem } from '../../shared/model/expiry.ts';
import { endOf } from '../certificates/identity.ts';
import type { Clock, VaultStore } from '../ports.ts';
import type { CertificateEntry, KeyEntry, VaultBody } from '../vault/body.ts';
import { keptTokensThatEnd } from './kept-tokens.ts';
import { leadOf, stateAt } from './lead.ts';

/** A token that is at hand. `expiresAt` is in milliseconds since the epoch. */
export type HeldToken = { connectionId: string; expiresAt: number };
type Names = ReadonlyMap<string, string>;
type Known = Pick<ExpiryItem, 'id' | 'kind' | 'title' | 'connectionNames' | 'endsAt' | 'isCovered'>;

/** Everything that ends, of all connections, soonest first; what is retired or not issued yet is left out. */
export function listExpiry({ vault, tokens, now }: { vault: VaultStore; tokens: { held(): HeldToken[] }; now: Clock }): ExpiryItem[] {
  return expiryOf(vault.read(), now(), tokens.held());
}

/** The same of a body. `now` is in milliseconds since the epoch. */
export function expiryOf(body: VaultBody, now: number, tokens: readonly HeldToken[] = []): ExpiryItem[] {
  const names: Names = new Map(body.connections.map(({ id, name }) => [id, name]));
  const known = [...certificatesThatEnd(body, names), ...keysThatEnd(body, names, now), ...keptTokensThatEnd(body, names, now), ...tokensThatEnd(tokens, names)];
  return known.map((one) => withState(one, body, now)).toSorted((a, b) => Date.parse(a.endsAt) - Date.parse(b.endsAt) || a.id.localeCompare(b.id));
}

function withState(one: Known, body: VaultBody, now: number): ExpiryItem {
  const lead = leadOf(body, one.kind, one.id);
  return { ...one, ...lead, state: stateAt({ endsAt: one.endsAt, leadDays: lead.leadDays }, now) };
}

function keysThatEnd(body: VaultBody, names: Names, now: number): Known[] {
  const used = new Set(body.connections.flatMap(({ signingKeyId, encryptionKeyId }) => [signingKeyId, encryptionKeyId]));
  const isOver = (entry: KeyEntry) => Date.parse(entry.validTill) <= now;
  const current = body.keys.filter(({ retiredAt }) => retiredAt === undefined);
  const filled = new Set(current.filter((entry) => entry.uploads.length > 0 && !isOver(entry)).map(roleOf));
  // Replaced by a rotation; or it has ended, and another of its label and use is at Wise in its place.
  const isSucceeded = (entry: KeyEntry) => !used.has(entry.id) && (entry.replacedBy !== undefined || (isOver(entry) && filled.has(roleOf(entry))));
  return current.map((entry) => ({
    id: entry.id,
    kind: algorithm(entry.algorithm).use === 'signing' ? 'signing-key' : 'encryption-key',
    title: titleOfKey(entry),
    connectionNames: [...new Set(entry.uploads.flatMap(({ connectionId }) => names.get(connectionId) ?? []))],
    endsAt: entry.validTill,
    // Nothing stops either when a key ends that Wise does not have, or has over connections that were removed.
    isCovered: !entry.uploads.some(({ connectionId }) => names.has(connectionId)) || isSucceeded(entry),
  }));
}

/** What it is there for, as far as can be told. */
function roleOf(entry: KeyEntry): string {
  return `${algorithm(entry.algorithm).use} ${entry.label}`;
}

/** Its label, for people do not know ids by heart. */
export function titleOfKey({ id, label }: Pick<KeyEntry, 'id' | 'label'>): string {
  return label || `key ${id.slice(0, 8)}`;
}

function certificatesThatEnd(body: VaultBody, names: Names): Known[] {
  const inUse = new Map(body.connections.flatMap(({ id, certificateId }) => (certificateId === undefined ? [] : [[id, certificateId] as const])));
  const usedEnds = new Map(body.certificates.filter(({ id, connectionId }) => inUse.get(connectionId) === id).map((entry) => [entry.connectionId, certificateEnd(entry)]));
  return body.certificates.filter(({ retiredAt }) => retiredAt === undefined).flatMap((entry): Known[] => {
    const endsAt = certificateEnd(entry);
    if (endsAt === undefined) return [];
    const usedEnd = usedEnds.get(entry.connectionId);
    const isSpare = usedEnd !== undefined && inUse.get(entry.connectionId) !== entry.id;
    const name = names.get(entry.connectionId);
    return [{
      id: entry.id, kind: 'certificate', title: entry.name, connectionNames: name === undefined ? [] : [name], endsAt,
      // A successor that waits for its switch ends after the one in use.
      isCovered: isSpare && (entry.replacedBy !== undefined || usedEnd >= endsAt),
    }];
  });
}

/** When the certificate ends (ISO 8601); undefined until it came back. */
function certificateEnd(entry: CertificateEntry): string | undefined {
  try {
    return endOf(entry);
  } catch {
    // It was read when it came into the vault. Should it not be now, the other things that end still have to be told.
    return undefined;
  }
}

function tokensThatEnd(tokens: readonly HeldToken[], names: Names): Known[] {
  // A connection may hold one for each of its hosts: the last to end tells how long calls go on without a new one.
  const last = new Map<string, number>();
  for (const { connectionId, expiresAt } of tokens) last.set(connectionId, Math.max(expiresAt, last.get(connectionId) ?? 0));
  return [...last].flatMap(([connectionId, expiresAt]) => {
    const name = names.get(connectionId);
    return name === undefined ? [] : [{ id: `token-${connectionId}`, kind: 'token' as const, title: 'Application token', connectionNames: [name], endsAt: new Date(expiresAt).toISOString(), isCovered: true }];
  });
}
