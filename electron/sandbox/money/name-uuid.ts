import { createHash } from 'node:crypto';

/** A UUID that follows from a name (RFC 9562, 5.8): the same at every start. */
export function nameUuid(name: string): string {
  const hex = digest(name);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What belongs to a transfer and was made by nobody. */
const OWN_UUIDS = { quote: '71756f74-6500-8000-a000', transaction: '7472616e-7361-8000-a000', payIn: '7061792d-696e-8000-a000' };

/** A UUID that names a transfer by its id, in its last twelve digits. */
export const transferUuid = (what: keyof typeof OWN_UUIDS, id: number): string => `${OWN_UUIDS[what]}-${String(id).padStart(12, '0')}`;

/** SHA-256, hex: what chance would give, but the same every time. */
export const digest = (name: string): string => createHash('sha256').update(name).digest('hex');

/** A number from 0 to below `limit` that follows from a name. */
export const chance = (name: string, limit: number): number => Number.parseInt(digest(name).slice(0, 12), 16) % limit;
