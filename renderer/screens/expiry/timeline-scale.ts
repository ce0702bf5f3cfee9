// Twelve months from today lie in thirteen of the calendar.
const MONTHS = 13;
const monthName = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });

export type Scale = {
  /** The calendar months shown, from the present one on, with their names. */
  months: { id: number; name: string }[];
  /** Where a moment lies, in percent of the width, held within 0 to 100. */
  at(moment: string | number): number;
  /** Is it in one of the months shown? */
  isWithin(moment: string | number): boolean;
};

function timeOf(moment: string | number): number {
  return new Date(moment).getTime();
}

/** The next twelve months, in whole ones (UTC) from the first of the present one. */
export function timelineScale(now: number): Scale {
  const today = new Date(now);
  const first = (offset: number) => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + offset, 1);
  const start = first(0);
  const end = first(MONTHS);
  return {
    months: Array.from({ length: MONTHS }, (_, month) => ({ id: first(month), name: monthName.format(first(month)).slice(0, 3) })),
    at: (moment) => Math.min(100, Math.max(0, ((timeOf(moment) - start) / (end - start)) * 100)),
    isWithin: (moment) => timeOf(moment) >= start && timeOf(moment) < end,
  };
}
