import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Preferences } from './preferences.ts';
import { tempFolder } from './testing/temp-folder.ts';

const fileOf = (folder: string) => join(folder, 'preferences.json');
const stored = (folder: string) => JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Record<string, unknown>;

test('has defaults, and keeps what is set for the next start, mode 0600', () => {
  const folder = tempFolder();
  const first = new Preferences(folder);
  expect([first.public, first.window, first.lastGeneration, first.failedTries]).toEqual([{ theme: 'system' }, { width: 1280, height: 800 }, 0, { count: 0, lastAt: 0 }]);
  first.setPublic({ theme: 'dark' });
  first.setWindow({ width: 1000, height: 700 });
  first.rememberFailedTries({ count: 4, lastAt: 99 });
  first.rememberGeneration(12);
  first.flush();
  const next = new Preferences(folder);
  expect([next.public, next.window, next.lastGeneration, next.failedTries]).toEqual([{ theme: 'dark' }, { width: 1000, height: 700 }, 12, { count: 4, lastAt: 99 }]);
  expect(statSync(fileOf(folder)).mode & 0o777).toBe(0o600);
});

test('writes the generation down by itself, a little later', async () => {
  const folder = tempFolder();
  new Preferences(folder).rememberGeneration(5);
  await vi.waitFor(() => expect(stored(folder)['lastGeneration']).toBe(5), { timeout: 10_000 });
});

test('a field that makes no sense falls back alone; a file that makes none, whole', () => {
  const folder = tempFolder();
  writeFileSync(fileOf(folder), JSON.stringify({ theme: 'pink', lastGeneration: 7, window: { width: -1, height: 1e9 }, failedTries: 'many', other: 1 }));
  const half = new Preferences(folder);
  expect([half.public.theme, half.lastGeneration, half.window.width, half.failedTries.count]).toEqual(['system', 7, 1280, 0]);
  writeFileSync(fileOf(folder), '{"theme": "da');
  expect(new Preferences(folder).public.theme).toBe('system');
});

test('a file of the wrong rights is closed to others', () => {
  const folder = tempFolder();
  writeFileSync(fileOf(folder), '{}', { mode: 0o644 });
  expect(new Preferences(folder).lastGeneration).toBe(0);
  expect(statSync(fileOf(folder)).mode & 0o777).toBe(0o600);
});

test('what cannot be written is a coded error for a preference, and never stops the counting of tries', () => {
  const folder = tempFolder();
  const preferences = new Preferences(folder);
  mkdirSync(fileOf(folder));
  expect(() => preferences.setPublic({ theme: 'dark' })).toThrow(expect.objectContaining({ code: 'STORAGE_FAILED' }));
  expect(preferences.public.theme).toBe('system');
  preferences.rememberFailedTries({ count: 3, lastAt: 5 });
  expect(preferences.failedTries.count).toBe(3);
});

const kept = { notify: true, items: [{ id: 'one', kind: 'signing-key' as const, title: 'payments', connectionNames: ['Acme'], endsAt: '2027-01-01T00:00:00.000Z', leadDays: 30, hasOwnLead: false }] };

test('what ends is kept for the lock screen, and what has been told of it', () => {
  const folder = tempFolder();
  const first = new Preferences(folder);
  expect([first.expiry, first.toldExpiry]).toEqual([{ notify: false, items: [] }, {}]);
  first.rememberExpiry(kept);
  first.rememberToldExpiry({ one: 7 });
  expect(first.expiry).toEqual(kept);
  first.flush();
  const next = new Preferences(folder);
  expect([next.expiry, next.toldExpiry]).toEqual([kept, { one: 7 }]);
});

test('a list that somebody put together by hand is dropped whole, and fields it must not have are not taken', () => {
  const folder = tempFolder();
  const write = (expiry: unknown) => writeFileSync(fileOf(folder), JSON.stringify({ expiry, toldExpiry: { one: -4 } }));
  write({ ...kept, items: [{ ...kept.items[0], endsAt: 'never' }] });
  expect([new Preferences(folder).expiry.items, new Preferences(folder).toldExpiry]).toEqual([[], {}]);
  write({ ...kept, items: [{ ...kept.items[0], privateJwk: 'x' }] });
  expect(new Preferences(folder).expiry).toEqual(kept);
});

test('what ends may fail to be written; the next write catches up', () => {
  const folder = tempFolder();
  const preferences = new Preferences(folder);
  mkdirSync(fileOf(folder));
  preferences.rememberExpiry(kept);
  preferences.flush();
  expect(preferences.expiry).toEqual(kept);
  rmSync(fileOf(folder), { recursive: true });
  preferences.flush();
  expect(new Preferences(folder).expiry).toEqual(kept);
});
