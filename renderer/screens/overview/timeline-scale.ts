import type { KeySummary } from '../../../shared/model/views.ts';

const MONTHS = 12;
const monthName = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });

/** Does its end still matter? */
export function isOpen(key: KeySummary): boolean {
  return key.state !== 'expired' && key.state !== 'retired';
}

export type Scale = {
  /** Names of the twelve months shown, from the present one on. */
  months: string[];
  /** Where a moment lies, in percent of the width, held within 0 to 100. */
  at(iso: string | number): number;
};

/** Twelve calendar months (UTC) from the present one. */
export function timelineScale(now: number): Scale {
  const today = new Date(now);
  const first = (offset: number) => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + offset, 1);
  const start = first(0);
  const end = first(MONTHS);
  return {
    months: Array.from({ length: MONTHS }, (_, month) => monthName.format(first(month)).slice(0, 3)),
    at: (moment) => Math.min(100, Math.max(0, ((new Date(moment).getTime() - start) / (end - start)) * 100)),
  };
}

/** The keys that end next; ended ones have no bar to show, and retired ones concern nobody. */
export function endingNext(keys: readonly KeySummary[], most: number): KeySummary[] {
  return keys.filter(isOpen).toSorted((a, b) => a.validTill.localeCompare(b.validTill)).slice(0, most);
}
