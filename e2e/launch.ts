import { _electron, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run, WINDOW, type Running } from '../electron/run.ts';
import { createChromiumShell, type ChromiumShell } from '../electron/shell/chromium.ts';
import { httpsOnly } from '../electron/shell/external-link.ts';
import { attachPlaywright } from '../electron/shell/testing.ts';
import { openProfile } from '../electron/storage/profile.ts';
import type { KdfCost } from '../electron/vault/kdf.ts';

const ROOT = resolve(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** The app, started on a profile, with a Playwright page on its window. */
export interface Launched {
  page: Page;
  /** Everything main sent to the window, as JSON; empty in Electron, where it cannot be listened to from outside. */
  sent: string[];
  /** The addresses it opened in the person's own browser; empty in Electron. */
  opened: string[];
  /** Only in the Chromium host, where the app runs in this process. */
  running?: Running;
  /** Closes the window as a person would and waits until everything is saved. */
  quit(): Promise<void>;
}

/** A folder for one test's profile. */
export async function newProfile(): Promise<{ dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'portcullis-e2e-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The cheapest Argon2id there is: what is slow on purpose is measured by the bench, not by every test. */
const CHEAP_KDF: KdfCost = { m: 8 * 1024, t: 1, p: 1 };

export interface LaunchOptions {
  /** Makes vaults as the product does, with Argon2id tuned to about half a second. Default false; Electron always does. */
  tunedKdf?: boolean;
}

/** Starts the app in Electron when E2E_HOST says so, else in headless Chromium over its own pipe. */
export function launch(profileDir: string, { tunedKdf = false }: LaunchOptions = {}): Promise<Launched> {
  return process.env.E2E_HOST === 'electron' ? launchElectron(profileDir) : launchChromium(profileDir, tunedKdf ? {} : { kdf: CHEAP_KDF });
}

async function launchElectron(profileDir: string): Promise<Launched> {
  const app = await _electron.launch({ args: [ROOT, '--profile', profileDir] });
  return { page: await app.firstWindow(), sent: [], opened: [], quit: () => app.close() };
}

async function launchChromium(profileDir: string, cost: { kdf?: KdfCost }): Promise<Launched> {
  const profile = await openProfile(profileDir);
  const shell = await createChromiumShell({ dataDir: profile.folder, window: WINDOW, headless: true });
  const sent: string[] = [];
  const opened: string[] = [];
  const running = await run({ shell: recording(shell, sent, opened), profile, args: { exitWhenReady: false }, dist: join(ROOT, 'dist'), version, say: () => undefined, ...cost });
  const { page } = await attachPlaywright(shell);
  return { page, sent, opened, running, quit: async () => void (await running.quit()) };
}

/** The same shell, with a copy of everything that goes to the window; what it would open in the person's own browser is only noted. */
function recording(shell: ChromiumShell, sent: string[], opened: string[]): ChromiumShell {
  const openWindow: ChromiumShell['openWindow'] = async (options) => {
    const window = await shell.openWindow({
      ...options,
      async onInvoke(channel, args, sender) {
        const answer = await options.onInvoke(channel, args, sender);
        sent.push(JSON.stringify(answer));
        return answer;
      },
    });
    return {
      ...window,
      send(channel, ...args) {
        sent.push(JSON.stringify(args));
        window.send(channel, ...args);
      },
    };
  };
  const openExternal: ChromiumShell['openExternal'] = async (url) => void opened.push(httpsOnly(url));
  return Object.create(shell, { openWindow: { value: openWindow }, openExternal: { value: openExternal } }) as ChromiumShell;
}
