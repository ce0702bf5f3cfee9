import { z } from 'zod';
import { EXPIRY_KINDS, type ExpiryItem } from '../../shared/model/expiry.ts';
import { DAY_MS } from './lead.ts';

/** What lies in the preferences file, in the clear: names, kinds and dates. `id` is the key's id at Wise, or the certificate's in the vault. */
const keptItem = z.object({
  id: z.string(),
  kind: z.enum(EXPIRY_KINDS),
  title: z.string(),
  connectionNames: z.array(z.string()),
  endsAt: z.iso.datetime(),
  leadDays: z.number().int(),
  hasOwnLead: z.boolean(),
});
export type KeptItem = z.infer<typeof keptItem>;

/** `notify`: may notifications be made of it. */
export const keptExpiry = z.object({ notify: z.boolean(), items: z.array(keptItem) });
export type KeptExpiry = z.infer<typeof keptExpiry>;
export const NOTHING_KEPT: KeptExpiry = { notify: false, items: [] };

/** The thresholds that were told, by id: the smallest, in days before the end, 0 for the end itself. */
export const toldExpiry = z.record(z.string(), z.number().int().nonnegative());
export type ToldExpiry = z.infer<typeof toldExpiry>;

const MOST_KEPT = 200;
/** What ended longer ago than this is no news to anybody, in days. */
export const OLD_DAYS = 30;

/** Of a list, soonest first, what the lock screen and notifications need: nothing that is covered or over for long, and no token, for a lock drops those. */
export function keptOf(items: readonly ExpiryItem[], now: number): KeptItem[] {
  const oldest = now - OLD_DAYS * DAY_MS;
  return items
    .filter((item) => item.kind !== 'token' && !item.isCovered && Date.parse(item.endsAt) > oldest)
    .slice(0, MOST_KEPT)
    .map(({ id, kind, title, connectionNames, endsAt, leadDays, hasOwnLead }) => ({ id, kind, title, connectionNames, endsAt, leadDays, hasOwnLead }));
}
