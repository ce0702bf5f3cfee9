/** A day without leap seconds, in milliseconds. */
export const DAY_MS = 86_400_000;

/** Midnights (UTC) between two moments: what a calendar counts, so that what is made for a year has 365 days all of its first day. Milliseconds since the epoch. */
export function calendarDays(from: number, to: number): number {
  return Math.floor(to / DAY_MS) - Math.floor(from / DAY_MS);
}

/** How long something still lasts, as screens say it: "365 days", "1 day", "less than a day". Milliseconds since the epoch. */
export function daysLeft(now: number, end: number): string {
  if (end - now < DAY_MS) return 'less than a day';
  const days = calendarDays(now, end);
  return days === 1 ? '1 day' : `${days} days`;
}
