import { calendarDays, DAY_MS as DAY } from '../../shared/days.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const shortDayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const utcTimeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'UTC' });

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** A span in the largest unit that fits; days to the nearest, less rounded down: "26 days", "3 hours", "4 min", "12 s". */
export function span(ms: number): string {
  if (ms >= DAY) return plural(Math.round(ms / DAY), 'day');
  if (ms >= HOUR) return plural(Math.floor(ms / HOUR), 'hour');
  if (ms >= MINUTE) return `${Math.floor(ms / MINUTE)} min`;
  return `${Math.max(0, Math.ceil(ms / 1000))} s`;
}

/** "18 Dec 2026", in UTC, for Wise's dates are. */
export function day(iso: string): string {
  return dayFormat.format(new Date(iso));
}

/** "18 Dec 2026, 00:00:00 UTC". */
export function utc(iso: string): string {
  return `${day(iso)}, ${utcTimeFormat.format(new Date(iso))} UTC`;
}

/** A moment to come or gone, as people say it: "in 26 days", "3 days ago"; the date itself when it is more than 400 days away. */
export function relative(iso: string, now: number): string {
  const moment = Date.parse(iso);
  const ms = moment - now;
  if (Math.abs(ms) > 400 * DAY) return day(iso);
  const distance = Math.abs(ms) < DAY ? span(Math.abs(ms)) : plural(Math.abs(calendarDays(now, moment)), 'day');
  if (ms >= 0) return `in ${distance}`;
  return ms > -MINUTE ? 'just now' : `${distance} ago`;
}

/** The same for what is known to be past, which a clock that is only looked at now and then may not have reached yet. */
export function ago(iso: string, now: number): string {
  return relative(iso, Math.max(now, Date.parse(iso) + 1));
}

function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

/** When something happened, by the wall clock of the person: "10:42 today", "yesterday", "20 Nov", "20 Nov 2024". */
export function happened(iso: string, now: number): string {
  const then = new Date(iso);
  const today = new Date(now);
  if (sameDay(then, today)) return `${timeFormat.format(then)} today`;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (sameDay(then, yesterday)) return 'yesterday';
  return then.getFullYear() === today.getFullYear() ? shortDayFormat.format(then) : day(iso);
}

/** Milliseconds until a moment; negative when it has passed. */
export function until(iso: string, now: number): number {
  return Date.parse(iso) - now;
}
