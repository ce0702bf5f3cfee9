import { calendarDays } from '../../shared/days.ts';
import type { ExpiryItem } from '../../shared/model/expiry.ts';

const MOST_NAMED = 4;
const MOST_CHARACTERS = 60;
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** What each kind is called. */
export const KIND_NAMES: Readonly<Record<ExpiryItem['kind'], string>> = {
  certificate: 'Client certificate',
  'signing-key': 'Signing key',
  'encryption-key': 'Encryption key',
  token: 'Token',
};

/** One notification for all of them: names and dates, nothing else. `items` has at least one, soonest first. */
export function noticeText(items: readonly ExpiryItem[], now: number): { title: string; body: string } {
  const [first] = items;
  if (first && items.length === 1) return { title: `${cut(first.title)} ${ends(first, now)}`, body: `${KIND_NAMES[first.kind]}${over(first)}, ${dayFormat.format(new Date(first.endsAt))} (UTC)` };
  const named = items.slice(0, MOST_NAMED).map((item) => `${cut(item.title)} ${ends(item, now)}`);
  const more = items.length - named.length;
  return { title: `${items.length} things ${together(items, now)}`, body: [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ') };
}

function ends({ endsAt }: ExpiryItem, now: number): string {
  const left = Date.parse(endsAt) - now;
  if (left <= 0) return 'has ended';
  const days = calendarDays(now, Date.parse(endsAt));
  if (days === 0) return 'ends today';
  return days === 1 ? 'ends tomorrow' : `ends in ${days} days`;
}

function together(items: readonly ExpiryItem[], now: number): string {
  const ended = items.filter(({ endsAt }) => Date.parse(endsAt) <= now).length;
  if (ended === items.length) return 'have ended';
  return ended > 0 ? 'end soon or have ended' : 'end soon';
}

function over({ connectionNames }: ExpiryItem): string {
  return connectionNames.length === 0 ? '' : ` of ${cut(connectionNames.join(', '))}`;
}

/** On one line, and short enough for every desktop. */
function cut(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}
