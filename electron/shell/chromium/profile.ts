import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Kept between runs: where the window stood, and the mark that spares the first-run work. All else (history, caches, storage, forms) goes. */
const KEPT = new Set(['First Run', 'Local State', 'Default']);
const KEPT_IN_DEFAULT = new Set(['Preferences']);

/** The browser's own features that must not store what is typed, nor send words to a spell checker. */
const PREFERENCES = {
  autofill: { profile_enabled: false, credit_card_enabled: false },
  browser: { enable_spellchecking: false, has_seen_welcome_page: true },
  credentials_enable_service: false,
  profile: { exit_type: 'Normal', password_manager_enabled: false },
  safebrowsing: { enabled: false },
  search: { suggest_enabled: false },
  translate: { enabled: false },
};

/** Readies the profile folder: makes it (0700), removes what an earlier run left, and writes the preferences. */
export async function prepareProfile(dir: string): Promise<void> {
  await mkdir(join(dir, 'Default'), { recursive: true, mode: 0o700 });
  await cleanProfile(dir);
  const file = join(dir, 'Default', 'Preferences');
  const placement = windowPlacement(await readFile(file, 'utf8').catch(() => '{}'));
  const browser = { ...PREFERENCES.browser, ...(placement === undefined ? {} : { app_window_placement: placement }) };
  await writeFile(file, JSON.stringify({ ...PREFERENCES, browser }), { mode: 0o600 });
}

/** Removes all that the browser wrote but for what is kept. A folder that is not there is clean. */
export async function cleanProfile(dir: string): Promise<void> {
  await keepOnly(dir, KEPT);
  await keepOnly(join(dir, 'Default'), KEPT_IN_DEFAULT);
}

async function keepOnly(dir: string, kept: Set<string>): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  const gone = names.filter((name) => !kept.has(name));
  // A browser that is just ending may still write: try again for a second.
  await Promise.all(gone.map((name) => rm(join(dir, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })));
}

function windowPlacement(preferences: string): unknown {
  try {
    const { browser } = JSON.parse(preferences) as { browser?: { app_window_placement?: unknown } };
    return browser?.app_window_placement;
  } catch {
    return undefined;
  }
}
