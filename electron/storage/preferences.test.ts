import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
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
