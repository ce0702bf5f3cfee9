import { DAY_MS } from '../../../shared/days.ts';

/** First and last day, both included, as ISO dates. */
export type Period = { from: string; to: string };

/** Wise's limit for one statement. */
const MOST_DAYS = 469;

const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function monthStart(now: number, back: number): number {
  const day = new Date(now);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - back, 1);
}

/** The whole month before the one of `now` (milliseconds), in UTC as Wise counts. */
export function lastMonth(now: number): Period {
  return { from: iso(monthStart(now, 1)), to: iso(monthStart(now, 0) - DAY_MS) };
}

/** From the first of the month until today, in UTC. */
export function thisMonth(now: number): Period {
  return { from: iso(monthStart(now, 0)), to: iso(now) };
}

/** What is wrong with a period, and at which end; undefined where nothing is. */
export function periodProblem({ from, to }: Period, now: number): { field: 'from' | 'to'; says: string } | undefined {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(first)) return { field: 'from', says: 'Pick the first day.' };
  if (Number.isNaN(last)) return { field: 'to', says: 'Pick the last day.' };
  if (first > last) return { field: 'to', says: 'The last day is before the first.' };
  if (to > iso(now)) return { field: 'to', says: 'It is in the future (UTC).' };
  if ((last - first) / DAY_MS + 1 > MOST_DAYS) return { field: 'from', says: `Wise gives at most ${MOST_DAYS} days at a time.` };
  return undefined;
}
