const MONTHS = 12;
const monthName = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });

export type Scale = {
  /** Names of the twelve months shown, from the present one on. */
  months: string[];
  /** Where a moment lies, in percent of the width, held within 0 to 100. */
  at(moment: string | number): number;
  /** Is it in one of the twelve months? */
  isWithin(moment: string | number): boolean;
};

function timeOf(moment: string | number): number {
  return new Date(moment).getTime();
}

/** Twelve calendar months (UTC) from the present one. */
export function timelineScale(now: number): Scale {
  const today = new Date(now);
  const first = (offset: number) => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + offset, 1);
  const start = first(0);
  const end = first(MONTHS);
  return {
    months: Array.from({ length: MONTHS }, (_, month) => monthName.format(first(month)).slice(0, 3)),
    at: (moment) => Math.min(100, Math.max(0, ((timeOf(moment) - start) / (end - start)) * 100)),
    isWithin: (moment) => timeOf(moment) >= start && timeOf(moment) < end,
  };
}
