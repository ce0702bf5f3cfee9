import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { DAY_MS } from '../../shared/days.ts';
import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { ExpiryItem } from '../../shared/model/expiry.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import { saveAs, type SaveDeps } from '../shell/save-as.ts';
import { writeAtomic } from '../storage/atomic-file.ts';
import { type HeldToken, listExpiry } from './list.ts';
import { KIND_NAMES } from './notice-text.ts';

export type CalendarDeps = SaveDeps & { vault: VaultStore; tokens: { held(): HeldToken[] }; audit: Audit; now: Clock };

const DAY_SECONDS = DAY_MS / 1000;
const PROD_ID = '//Portcullis//Expiry//EN';
/** Everything that calendars cannot show, line breaks included: names are one line. */
const UNPRINTABLE = /\p{Cc}+/gu;

/** What to do about it. */
const NEXT: Readonly<Record<ExpiryItem['kind'], string>> = {
  certificate: 'Rotate it in Portcullis, under Certificates: old and new work side by side.',
  'signing-key': 'Rotate it in Portcullis, under Keys: old and new work side by side.',
  'encryption-key': 'Rotate it in Portcullis, under Keys: old and new work side by side.',
  token: 'Renew it in Portcullis, under Tokens: by a new consent, or a new personal token from wise.com.',
};

/**
 * Saves an iCalendar file of every end to come that something depends on; tells where, and how many events it holds.
 * Throws `CALENDAR_EMPTY`, `CANCELLED`, `STORAGE_*`.
 */
export async function saveCalendar(deps: CalendarDeps): Promise<{ savedAs: string; events: number }> {
  if (toCome(listExpiry(deps)).length === 0) throw new PortcullisError('CALENDAR_EMPTY');
  const path = await saveAs(deps, { title: 'Save the calendar', suggestedName: 'portcullis-expiry.ics' });
  const items = toCome(listExpiry(deps));
  const says = `${items.length} ${items.length === 1 ? 'event' : 'events'}`;
  try {
    await writeAtomic(path, [Buffer.from(calendarOf(items, deps.now()), 'utf8')]);
  } catch (thrown) {
    await deps.audit({ kind: 'expiry.calendar-saved', outcome: 'failed', subject: 'calendar', says: toPortcullisError(thrown).code });
    throw thrown;
  }
  await deps.audit({ kind: 'expiry.calendar-saved', outcome: 'ok', subject: 'calendar', says });
  return { savedAs: path, events: items.length };
}

function toCome(items: readonly ExpiryItem[]): ExpiryItem[] {
  return items.filter((item) => item.state !== 'ended' && !item.isCovered);
}

/**
 * RFC 5545: one event at each end, with alarms at its lead time and the day before.
 * Read in again, it changes the events that are there: each keeps its UID, and a later file has the higher SEQUENCE.
 */
export function calendarOf(items: readonly ExpiryItem[], now: number): string {
  const calendar = ical({ prodId: PROD_ID, method: ICalCalendarMethod.PUBLISH, name: 'Portcullis: what ends when' });
  const sequence = Math.floor(now / 60_000);
  for (const item of items) {
    const title = oneLine(item.title);
    const over = item.connectionNames.length === 0 ? '' : ` of ${item.connectionNames.map(oneLine).join(', ')}`;
    const event = calendar.createEvent({
      id: `${item.id}@portcullis.invalid`, sequence, stamp: new Date(now), start: new Date(item.endsAt),
      summary: `${title} ends`, description: `${KIND_NAMES[item.kind]}${over}. ${NEXT[item.kind]}`,
      // It takes nobody's time.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
    for (const days of new Set([item.leadDays, 1])) event.createAlarm({ type: ICalAlarmType.display, trigger: days * DAY_SECONDS, description: `${title} ends in ${days} ${days === 1 ? 'day' : 'days'}` });
  }
  return `${calendar.toString()}\r\n`;
}

function oneLine(text: string): string {
  return text.replace(UNPRINTABLE, ' ');
}
