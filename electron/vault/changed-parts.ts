import type { VaultBody } from './body.ts';

export type VaultPart = keyof VaultBody;

/** The parts of the body that are not what they were. Entries are never mutated, so references tell; a list of the same entries is the same list. */
export function changedParts(before: VaultBody, after: VaultBody): VaultPart[] {
  const parts = Object.keys(after) as VaultPart[];
  return parts.filter((part) => !isSame(before[part], after[part]));
}

function isSame(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  return Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.every((entry, i) => entry === after[i]);
}
