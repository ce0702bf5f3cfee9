import { z } from 'zod';
import { expiryItem } from '../model/expiry.ts';
import { method, nothing } from './method.ts';

/** What ends, and when. */
export const expiryMethods = {
  /** Everything that ends, of all connections, soonest first; retired things are left out. */
  'expiry.list': method({ input: () => nothing, output: () => z.array(expiryItem), auditedAs: null }),
  /** The same as far as it may be seen now: empty where the settings keep it from the lock screen. */
  'expiry.locked': method({ input: () => nothing, output: () => z.array(expiryItem), whileLocked: true, auditedAs: null }),
  /** A lead time for one thing alone; null: that of its kind again. */
  'expiry.setLead': method({ input: () => z.strictObject({ id: z.uuid(), leadDays: z.number().int().min(1).max(365).nullable() }), output: () => nothing, auditedAs: 'expiry.lead-changed' }),
  /** An iCalendar file (RFC 5545) with one event for each end and an alarm at its lead time. */
  'expiry.saveCalendar': method({ input: () => nothing, output: () => z.strictObject({ savedAs: z.string(), events: z.number().int() }), auditedAs: 'expiry.calendar-saved' }),
} as const;
