import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { createChromiumShell, type ChromiumShell } from './chromium.ts';
import type { Assets, ShellWindow, WindowOptions } from './port.ts';

/** For tests and the tour only: a headless window with a Playwright page on it, over the shell's own pipe. */
export interface TestWindow {
  shell: ChromiumShell;
  window: ShellWindow;
  browser: Browser;
  page: Page;
  dataDir: string;
  /** Ends all of it and removes the data folder, unless that was given. */
  close(): Promise<void>;
}

const TYPES: Record<string, string> = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };

/** Assets from texts by path, such as `/index.html`. */
export function assetsFrom(files: Record<string, string>): Assets {
  return {
    get: (path) => (Object.hasOwn(files, path) ? { body: Buffer.from(files[path] ?? ''), type: TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain' } : undefined),
  };
}

const DEFAULTS: WindowOptions = {
  title: 'Test',
  width: 1280,
  height: 800,
  background: '#ffffff',
  assets: assetsFrom({ '/index.html': '<!doctype html><title>Test</title>' }),
  preload: '',
  onInvoke: async () => undefined,
};

/** Opens a headless Chromium shell and attaches Playwright to it. */
export async function openTestWindow(options: Partial<WindowOptions> & { dataDir?: string } = {}): Promise<TestWindow> {
  const { dataDir: given, ...rest } = options;
  const dataDir = given ?? (await mkdtemp(join(tmpdir(), 'portcullis-window-')));
  const settings = { ...DEFAULTS, ...rest };
  const shell = await createChromiumShell({ dataDir, window: settings, headless: true });
  const window = await shell.openWindow(settings);
  const { browser, page } = await attachPlaywright(shell);
  return {
    shell, window, browser, page, dataDir,
    async close() {
      await shell.quit();
      if (given === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A Playwright page on the window of a running shell. */
export async function attachPlaywright(shell: ChromiumShell): Promise<{ browser: Browser; page: Page }> {
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.connectOverCDP(await shell.transport());
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('The shell has no page.');
  return { browser, page };
}
