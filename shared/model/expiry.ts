import { z } from 'zod';

export const EXPIRY_KINDS = ['certificate', 'signing-key', 'encryption-key', 'token'] as const;
/** Something that ends. It may be shown while the vault is locked: names and dates only. */
export const expiryItem = z.lazy(() => z.strictObject({
  /** Of the key or certificate. */
  id: z.string(),
  kind: z.enum(EXPIRY_KINDS),
  title: z.string(),
  connectionNames: z.array(z.string()),
  endsAt: z.iso.datetime(),
  /** Days before its end from which it needs somebody. */
  leadDays: z.number().int(),
  /** `leadDays` was set for this one alone. */
  hasOwnLead: z.boolean(),
  /** `ok`: nobody needs to do anything yet. */
  state: z.enum(['ok', 'due', 'ended']),
  /** A successor is in use, or it is fetched anew by itself: its end stops nothing. */
  isCovered: z.boolean(),
}));
export type ExpiryItem = z.infer<typeof expiryItem>;
