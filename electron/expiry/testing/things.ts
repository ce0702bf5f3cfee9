import { DAY_MS } from '../../../shared/days.ts';
import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import type { CertificateEntry, KeyEntry } from '../../vault/body.ts';
import { testKey } from '../../vault/testing/test-vault.ts';

/** Noon, so that a day more or less is a day more or less in UTC. */
export const NOW = Date.UTC(2026, 10, 22, 12);

export function inDays(days: number, from = NOW): string {
  return new Date(from + days * DAY_MS).toISOString();
}

/** A key that Wise has over a connection. */
export function uploadedKey(connectionId: string, change: Partial<KeyEntry> = {}): KeyEntry {
  return { ...testKey('payments'), validTill: inDays(300), uploads: [{ connectionId, at: inDays(-10) }], ...change };
}

/** A certificate entry; without `certificate` it has not come back. */
export function certificateEntry(connectionId: string, change: Partial<CertificateEntry> = {}): CertificateEntry {
  return {
    id: crypto.randomUUID(), connectionId, name: 'mtls-2026', kind: 'EC P-256', privateJwk: { kty: 'EC' }, subject: 'O=Acme', chain: [],
    madeAt: inDays(-10), origin: 'made', uses: 0, history: [], ...change,
  };
}

export function item(change: Partial<ExpiryItem> & { days?: number } = {}): ExpiryItem {
  const { days = 300, ...rest } = change;
  return { id: crypto.randomUUID(), kind: 'signing-key', title: 'payments', connectionNames: ['Acme'], endsAt: inDays(days), leadDays: 30, hasOwnLead: false, state: 'ok', isCovered: false, ...rest };
}
