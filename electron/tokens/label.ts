import type { TokenEntry } from '../vault/body.ts';

const NAMES: Readonly<Record<TokenEntry['kind'], string>> = { personal: 'Personal token', user: 'User token' };

/** The label, or where none was given one such as "Personal token 2026-11-23". `madeAt` is ISO 8601. */
export function labelOr(label: string, kind: TokenEntry['kind'], madeAt: string): string {
  return label || `${NAMES[kind]} ${madeAt.slice(0, 10)}`;
}
