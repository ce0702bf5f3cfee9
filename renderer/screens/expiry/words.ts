import { DAY_MS as DAY } from '../../../shared/days.ts';
import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import { until } from '../../lib/dates.ts';

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
const SPANS = [1, 7, 14, 30, 60, 90, 180, 365];
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
const monthYearFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A count at the beginning of a sentence: "Two", "12". */
export function countWord(count: number): string {
  return NUMBERS[count] ?? count.toLocaleString('en');
}

/** "March", or "March 2028" when that is not within the next eleven months. */
export function monthOf(iso: string, now: number): string {
  const near = until(iso, now) < 330 * DAY;
  return (near ? monthFormat : monthYearFormat).format(new Date(iso));
}

/** Its state by the clock now, for the list may have been asked for a while ago; what is covered needs nobody. */
export function standingOf(item: ExpiryItem, now: number): 'ok' | 'due' | 'ended' | 'covered' {
  if (item.isCovered) return 'covered';
  const left = until(item.endsAt, now);
  if (left <= 0) return 'ended';
  return left <= item.leadDays * DAY ? 'due' : 'ok';
}

function things(count: number, one: string, many: string): string {
  return `${countWord(count)} ${count === 1 ? `thing ${one}` : `things ${many}`}`;
}

/** The smallest round number of days within which all of them end. */
function withinDays(due: readonly ExpiryItem[], now: number): string {
  const longest = Math.max(...due.map((item) => until(item.endsAt, now) / DAY));
  const days = SPANS.find((span) => longest <= span) ?? Math.ceil(longest);
  return days === 1 ? 'within a day' : `within ${days} days`;
}

/** The state of all that ends, in a few words: what has ended, what ends soon, or until when nothing does. */
export function expiryTitle(items: readonly ExpiryItem[] | undefined, now: number): string {
  if (!items) return 'What ends when';
  if (items.length === 0) return 'Nothing that could end yet';
  const having = (standing: ReturnType<typeof standingOf>) => items.filter((item) => standingOf(item, now) === standing);
  const [ended, due] = [having('ended'), having('due')];
  if (ended.length > 0) return `${things(ended.length, 'has ended', 'have ended')}${due.length > 0 ? `, ${countWord(due.length).toLowerCase()} ${due.length === 1 ? 'ends' : 'end'} soon` : ''}`;
  if (due.length > 0) return `${things(due.length, 'ends', 'end')} ${withinDays(due, now)}`;
  const next = having('ok').map((item) => item.endsAt).toSorted()[0];
  return next ? `Nothing ends before ${monthOf(next, now)}` : 'Nothing in use ends';
}
