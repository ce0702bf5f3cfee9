import type { ExpiryItem } from '../../shared/model/expiry.ts';
import type { Clock } from '../ports.ts';
import type { KeptExpiry } from './kept.ts';
import { stateAt } from './lead.ts';

/** What ends, as far as it was kept for while the vault is locked; soonest first. */
export function lockedExpiry({ preferences, now }: { preferences: { readonly expiry: KeptExpiry }; now: Clock }): ExpiryItem[] {
  return preferences.expiry.items.map((item) => ({ ...item, state: stateAt(item, now()), isCovered: false }));
}
