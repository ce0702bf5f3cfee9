import { DAY_MS } from '../../shared/days.ts';
import type { ExpiryItem } from '../../shared/model/expiry.ts';
import { OLD_DAYS, type ToldExpiry } from './kept.ts';

/** Days before the end at which it is told again, however long the lead time; 0 is the end itself. */
const LAST_CALLS = [7, 1, 0];

export type Notices = {
  /** To be told now, soonest first. */
  due: ExpiryItem[];
  /** What has been told once these are. */
  told: ToldExpiry;
};

/**
 * What came within its lead time, its last week, its last day or ended since it was last told; each once.
 * When several thresholds were passed at once, one notice tells of them all. What ended long ago counts as told.
 */
export function noticesOf(items: readonly ExpiryItem[], told: ToldExpiry, now: number): Notices {
  const due: ExpiryItem[] = [];
  const next: Record<string, number> = { ...told };
  for (const item of items) {
    const daysLeft = (Date.parse(item.endsAt) - now) / DAY_MS;
    const passed = smallestPassed(item.leadDays, daysLeft);
    if (item.isCovered || passed === undefined || passed >= (next[item.id] ?? Infinity)) continue;
    next[item.id] = passed;
    if (daysLeft > -OLD_DAYS) due.push(item);
  }
  return { due, told: next };
}

/** The same without what is no longer there. `items` must be everything that ends. */
export function tidyTold(told: ToldExpiry, items: readonly ExpiryItem[]): ToldExpiry {
  const there = new Set(items.map(({ id }) => id));
  return Object.fromEntries(Object.entries(told).filter(([id]) => there.has(id)));
}

function smallestPassed(leadDays: number, daysLeft: number): number | undefined {
  return [leadDays, ...LAST_CALLS.filter((days) => days < leadDays)].findLast((days) => daysLeft <= days);
}
