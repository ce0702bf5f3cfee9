import { z } from 'zod';

export const EXPIRY_KINDS = ['certificate', 'signing-key', 'encryption-key', 'token'] as const;

/** What is known of an end whatever the time is. Names and dates only: it may lie in the clear. */
const ending = () => ({
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
});

/** What lies in the preferences file; what a newer Portcullis adds is passed over. */
export const keptExpiryItem = z.lazy(() => z.object(ending()));
export type KeptExpiryItem = z.infer<typeof keptExpiryItem>;

/** Something that ends. It may be shown while the vault is locked. */
export const expiryItem = z.lazy(() => z.strictObject({
  ...ending(),
  /** `ok`: nobody needs to do anything yet. */
  state: z.enum(['ok', 'due', 'ended']),
  /** A successor is in use, or it is fetched anew by itself: its end stops nothing. */
  isCovered: z.boolean(),
}));
export type ExpiryItem = z.infer<typeof expiryItem>;
