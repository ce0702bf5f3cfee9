import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cleanProfile, prepareProfile } from './profile.ts';

let dir: string;
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'portcullis-profile-')), 'browser');
});
afterEach(() => rm(join(dir, '..'), { recursive: true, force: true }));

const preferences = async (): Promise<Record<string, Record<string, unknown>>> =>
  JSON.parse(await readFile(join(dir, 'Default/Preferences'), 'utf8')) as Record<string, Record<string, unknown>>;

test('makes the folder for its owner only', async () => {
  await prepareProfile(dir);
  expect((await stat(dir)).mode & 0o777).toBe(0o700);
  expect((await stat(join(dir, 'Default/Preferences'))).mode & 0o777).toBe(0o600);
});

test('passwords, forms and spelling are switched off', async () => {
  await prepareProfile(dir);
  expect(await preferences()).toMatchObject({
    credentials_enable_service: false,
    autofill: { profile_enabled: false, credit_card_enabled: false },
    browser: { enable_spellchecking: false },
  });
});

test('what a run left is removed, but the window stands where it stood', async () => {
  await mkdir(join(dir, 'Default/Local Storage'), { recursive: true });
  await writeFile(join(dir, 'Default/Local Storage/data'), 'typed text');
  await writeFile(join(dir, 'Default/History'), 'history');
  await writeFile(join(dir, 'Default/Preferences'), JSON.stringify({ browser: { app_window_placement: { left: 7 } }, other: 1, credentials_enable_service: true }));
  await writeFile(join(dir, 'SingletonLock'), '');
  await writeFile(join(dir, 'First Run'), '');
  await prepareProfile(dir);
  expect((await readdir(dir)).sort()).toEqual(['Default', 'First Run']);
  expect(await readdir(join(dir, 'Default'))).toEqual(['Preferences']);
  expect((await preferences())['browser']?.['app_window_placement']).toEqual({ left: 7 });
  expect(await preferences()).not.toHaveProperty('other');
});

test('preferences that cannot be read are written anew', async () => {
  await mkdir(join(dir, 'Default'), { recursive: true });
  await writeFile(join(dir, 'Default/Preferences'), '{"browser":');
  await prepareProfile(dir);
  expect(await preferences()).toHaveProperty('translate.enabled', false);
});

test('cleaning a folder that is not there does nothing', async () => {
  await expect(cleanProfile(join(dir, 'none'))).resolves.toBeUndefined();
});
