import { join } from 'node:path';
import { PortcullisError } from '../../shared/errors.ts';
import { chooseBrowser } from './chromium/choose-browser.ts';
import { pageClipboard } from './chromium/clipboard.ts';
import { pageDialogs } from './chromium/dialogs.ts';
import { browserEnvironment, browserFlags } from './chromium/flags.ts';
import { takeOnlyPage } from './chromium/guard.ts';
import { launchBrowser, type RunningBrowser } from './chromium/launch.ts';
import { pageNotification } from './chromium/notifications.ts';
import { cleanProfile, prepareProfile } from './chromium/profile.ts';
import { watchForSuspend } from './chromium/suspend-watch.ts';
import { shareTransport, type Transport } from './chromium/transport.ts';
import { openInPage, type OpenedWindow } from './chromium/window.ts';
import { listenForLinks } from '../links/listen.ts';
import { openInBrowser } from './external-link.ts';
import type { Keystore, Shell, WindowOptions } from './port.ts';

export interface ChromiumOptions {
  /** Folder of the app's data; the browser's profile is `browser` in it. */
  dataDir: string;
  /** What the window will be opened with: the browser starts before the rest of the app is ready. */
  window: Pick<WindowOptions, 'title' | 'width' | 'height' | 'background'>;
  /** No window on the screen, for tests and the tour. Default: PORTCULLIS_HEADLESS=1. */
  headless?: boolean;
  /** How long a browser may take to show that it lives, in milliseconds; tests only. */
  startTimeoutMs?: number;
}

export interface ChromiumShell extends Shell {
  /** For tests and the tour: takes what Playwright's `connectOverCDP` needs. */
  transport(): Promise<Transport>;
}

/** How long a browser may take to show that it lives. */
const START_TIMEOUT_MS = 20_000;
/** Now and then one comes up and then does nothing at all, most often on a busy machine; the next one does. */
const MOST_STARTS = 2;

/**
 * The window in an installed Chrome, Chromium or Edge, driven over a pipe; no port listens.
 * Starts the browser and answers at once; what goes wrong in starting shows in `openWindow`.
 * Throws `SHELL_NO_BROWSER` and `SHELL_NO_DISPLAY`.
 */
export async function createChromiumShell(options: ChromiumOptions): Promise<ChromiumShell> {
  const headless = options.headless ?? process.env['PORTCULLIS_HEADLESS'] === '1';
  const profileDir = join(options.dataDir, 'browser');
  const [chosen] = await Promise.all([chooseBrowser(headless), prepareProfile(profileDir)]);
  const env = { ...chosen.env, ...browserEnvironment(profileDir) };
  let version = chosen.name;
  const start = (): Started => {
    const browser = launchBrowser({ ...chosen, env, flags: browserFlags({ ...options.window, ...chosen, profileDir, headless }) });
    browser.pipe.send('Browser.getVersion', {}).then(({ product }) => (version = `${chosen.name} ${product.split('/')[1]}`), () => undefined);
    return { browser, firstPage: takeOnlyPage(browser.pipe), ended: browser.exited.then(() => cleanProfile(profileDir)) };
  };
  return shellOn(start, () => version, profileDir, options);
}

/** A browser that was started. */
interface Started {
  readonly browser: RunningBrowser;
  readonly firstPage: ReturnType<typeof takeOnlyPage>;
  /** It is gone, and its profile clean. */
  readonly ended: Promise<void>;
}

function shellOn(start: () => Started, version: () => string, profileDir: string, { dataDir, startTimeoutMs = START_TIMEOUT_MS }: ChromiumOptions): ChromiumShell {
  let started = start();
  let isOver = false;
  const stops = new Set<() => unknown>();
  let opened: OpenedWindow | undefined;
  const need = (): OpenedWindow => {
    if (!opened) throw new PortcullisError('SHELL_BROWSER_GONE');
    return opened;
  };
  return {
    host: {
      kind: 'chromium',
      get name() {
        return version();
      },
    },
    keystore: noKeystore,
    clipboard: {
      write: async (text) => pageClipboard(need().page, need().world).write(text),
      read: async () => (opened ? pageClipboard(opened.page, opened.world).read() : undefined),
    },
    dialogs: {
      openFile: async (what) => pageDialogs(need().page, need().world).openFile(what),
      saveFile: async () => undefined,
    },
    async openWindow(window) {
      for (let starts = 1; ; starts += 1) {
        const { browser, firstPage, ended } = started;
        opened = await unlessHung(browser, firstPage.then((page) => openInPage(browser, page, window)), startTimeoutMs);
        if (opened) return { ...opened.window, closed: opened.window.closed.then((how) => ended.then(() => how)) };
        await ended;
        await prepareProfile(profileDir);
        if (starts === MOST_STARTS || isOver) throw await browser.exited;
        started = start();
      }
    },
    notify: (title, body) => void (opened && pageNotification(opened.page, opened.world, title, body)),
    openExternal: async (url) => openInBrowser(url),
    on(event, listener) {
      if (event !== 'suspend') return () => undefined;
      const stop = watchForSuspend(listener);
      stops.add(stop);
      return stop;
    },
    onLink(listener) {
      // Where it cannot listen, a second start says that this one is running.
      const listening = listenForLinks(dataDir, listener).catch(() => undefined);
      const stop = async () => (await listening)?.close();
      stops.add(stop);
      return () => void stop();
    },
    async quit() {
      isOver = true;
      await Promise.all([...stops].map((stop) => stop()));
      await (opened ? opened.window.close() : started.browser.close());
      await started.ended;
    },
    transport: () => shareTransport(started.browser.pipe, started.browser.exited),
  };
}

/** The window; undefined when the browser did not answer in time, and was ended. Throws why it failed otherwise. */
async function unlessHung(browser: RunningBrowser, opening: Promise<OpenedWindow>, timeoutMs: number): Promise<OpenedWindow | undefined> {
  let isHung = false;
  const timer = setTimeout(() => {
    isHung = true;
    void browser.close();
  }, timeoutMs);
  const failed = browser.exited.then((failure) => (isHung ? undefined : Promise.reject(failure)));
  try {
    return await Promise.race([failed, opening.catch(() => browser.close().then(() => failed))]);
  } finally {
    clearTimeout(timer);
  }
}

/** A browser offers no keystore to us. */
const noKeystore: Keystore = {
  assertAvailable: () => Promise.reject(new PortcullisError('KEYSTORE_REFUSED')),
  encrypt: () => Promise.reject(new PortcullisError('KEYSTORE_REFUSED')),
  decrypt: () => Promise.reject(new PortcullisError('KEYSTORE_REFUSED')),
};
