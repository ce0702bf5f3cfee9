import { createHash } from 'node:crypto';

/** A UUID that follows from a name (RFC 9562, 5.8): the same at every start. */
export function nameUuid(name: string): string {
  const hex = digest(name);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** SHA-256, hex: what chance would give, but the same every time. */
export const digest = (name: string): string => createHash('sha256').update(name).digest('hex');

/** A number from 0 to below `limit` that follows from a name. */
export const chance = (name: string, limit: number): number => Number.parseInt(digest(name).slice(0, 12), 16) % limit;
