import { z } from 'zod';
import { DAY_MS } from '../../shared/days.ts';
import { keptExpiryItem, type ExpiryItem, type KeptExpiryItem } from '../../shared/model/expiry.ts';

/** What lies in the preferences file, in the clear. `notify`: may notifications be made of it. */
export const keptExpiry = z.object({ notify: z.boolean(), items: z.array(keptExpiryItem) });
export type KeptExpiry = z.infer<typeof keptExpiry>;
export const NOTHING_KEPT: KeptExpiry = { notify: false, items: [] };

/** The thresholds that were told, by id: the smallest, in days before the end, 0 for the end itself. */
export const toldExpiry = z.record(z.string(), z.number().int().nonnegative());
export type ToldExpiry = z.infer<typeof toldExpiry>;

const MOST_KEPT = 200;
/** What ended longer ago than this is no news to anybody, in days. */
export const OLD_DAYS = 30;

/** Of a list, soonest first, what the lock screen and notifications need: nothing that is covered or over for long. Application tokens are covered always. */
export function keptOf(items: readonly ExpiryItem[], now: number): KeptExpiryItem[] {
  const oldest = now - OLD_DAYS * DAY_MS;
  return items
    .filter((item) => !item.isCovered && Date.parse(item.endsAt) > oldest)
    .slice(0, MOST_KEPT)
    .map(({ id, kind, title, connectionNames, endsAt, leadDays, hasOwnLead }) => ({ id, kind, title, connectionNames, endsAt, leadDays, hasOwnLead }));
}
