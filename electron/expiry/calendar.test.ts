import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMemoryShell } from '../shell/memory.ts';
import { tempFolder } from '../storage/testing/temp-folder.ts';
import { MARKER } from '../vault/testing/test-vault.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { calendarOf, saveCalendar } from './calendar.ts';
import { inDays, item, NOW, uploadedKey } from './testing/things.ts';
import { one, readCalendar, textOf } from './testing/calendar-reader.ts';

const read = (items: Parameters<typeof calendarOf>[0], now = NOW) => readCalendar(Buffer.from(calendarOf(items, now)));

test('is a calendar with one event for each end, and alarms at the lead time and the day before', () => {
  const [key, certificate] = [item({ days: 26, leadDays: 60 }), item({ kind: 'certificate', title: 'mtls-2026', days: 300, leadDays: 1 })];
  const calendar = read([key, certificate]);
  expect([calendar.name, one(calendar, 'VERSION'), one(calendar, 'METHOD')]).toEqual(['VCALENDAR', '2.0', 'PUBLISH']);
  expect(one(calendar, 'PRODID')).not.toBe('');
  expect(calendar.children.map((event) => [event.name, one(event, 'UID'), one(event, 'DTSTART'), textOf(one(event, 'SUMMARY'))])).toEqual([
    ['VEVENT', `${key.id}@portcullis.invalid`, '20261218T120000Z', 'payments ends'],
    ['VEVENT', `${certificate.id}@portcullis.invalid`, '20270918T120000Z', 'mtls-2026 ends'],
  ]);
  const alarms = calendar.children.map((event) => event.children.map((alarm) => [alarm.name, one(alarm, 'ACTION'), one(alarm, 'TRIGGER'), textOf(one(alarm, 'DESCRIPTION'))]));
  expect(alarms).toEqual([
    [['VALARM', 'DISPLAY', '-P60D', 'payments ends in 60 days'], ['VALARM', 'DISPLAY', '-P1D', 'payments ends in 1 day']],
    [['VALARM', 'DISPLAY', '-P1D', 'mtls-2026 ends in 1 day']],
  ]);
});

test('read in again later, the same events are changed: same UID, higher SEQUENCE, newer stamp', () => {
  const moved = item({ days: 26 });
  const [before, after] = [read([moved]).children[0]!, read([{ ...moved, endsAt: inDays(40) }], NOW + 3_600_000).children[0]!];
  expect(one(after, 'UID')).toBe(one(before, 'UID'));
  expect(Number(one(after, 'SEQUENCE'))).toBeGreaterThan(Number(one(before, 'SEQUENCE')));
  // An INTEGER of RFC 5545, 3.3.8.
  expect(Number(one(after, 'SEQUENCE'))).toBeLessThan(2 ** 31);
  expect(one(after, 'DTSTAMP') > one(before, 'DTSTAMP')).toBe(true);
});

test.each([
  ['separators', 'a, b; c: d "e" \\ \\n'],
  ['line breaks', 'first\r\nsecond\nthird\rBEGIN:VEVENT'],
  ['a very long name', 'payments '.repeat(40)],
  ['long, of several bytes a character', 'äöü€日本語😀👩‍👩‍👧'.repeat(20)],
  ['control characters', 'bell \u0007 escape \u001b[31m zero \u0000 del \u007f'],
])('a name with %s is folded and escaped, and reads back as it was, on one line', (_, title) => {
  const [event] = read([item({ title, connectionNames: [title] })]).children;
  expect(textOf(one(event!, 'SUMMARY'))).toBe(`${title.replace(/\p{Cc}+/gu, ' ')} ends`);
  expect(textOf(one(event!, 'DESCRIPTION'))).toContain(title.replace(/\p{Cc}+/gu, ' '));
});

function side(keys = [uploadedKey(connection.id)]) {
  const folder = tempFolder();
  const shell = createMemoryShell();
  const audit = memoryAudit();
  const deps = {
    vault: memoryVault({ connections: [connection], keys }), audit, dialogs: shell.dialogs, tokens: { held: () => [{ connectionId: connection.id, expiresAt: NOW + 1000 }] },
    info: () => ({ host: 'memory', profileDir: folder }) as const, now: () => NOW,
  };
  return { folder, shell, audit, deps };
}
const connection = connectionEntry({ name: 'Acme' });

test('saves what is to come and matters where the person says, without secrets, and records it', async () => {
  const ended = uploadedKey(connection.id, { validTill: inDays(-1) });
  const { folder, shell, audit, deps } = side([uploadedKey(connection.id), ended, uploadedKey(connection.id, { uploads: [] })]);
  shell.nextSavePath = join(folder, 'mine.ics');
  expect(await saveCalendar(deps)).toEqual({ savedAs: shell.nextSavePath, events: 1 });
  const bytes = readFileSync(shell.nextSavePath);
  expect(readCalendar(bytes).children).toHaveLength(1);
  expect(bytes.includes(MARKER)).toBe(false);
  expect(audit.lines).toEqual([{ kind: 'expiry.calendar-saved', outcome: 'ok', subject: 'calendar', says: '1 event' }]);
});

test('goes to the exports folder of the profile where there is no dialog', async () => {
  const { folder, deps } = side();
  const { savedAs } = await saveCalendar(deps);
  expect(savedAs).toBe(join(folder, 'exports', 'portcullis-expiry.ics'));
  expect(existsSync(savedAs)).toBe(true);
});

test('says so when nothing is going to end, and makes no file', async () => {
  const { folder, audit, deps } = side([]);
  await expect(saveCalendar(deps)).rejects.toMatchObject({ code: 'CALENDAR_EMPTY' });
  expect([readdirSync(folder), audit.lines]).toEqual([[], []]);
});

test('a file that cannot be written is told and recorded', async () => {
  const { folder, shell, audit, deps } = side();
  shell.nextSavePath = join(folder, 'taken');
  mkdirSync(shell.nextSavePath);
  await expect(saveCalendar(deps)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  expect(audit.kinds()).toEqual(['expiry.calendar-saved failed']);
});
