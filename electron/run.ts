import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toWireError } from '../shared/errors.ts';
import type { Arguments } from './arguments.ts';
import type { App } from './app.ts';
import { assetsFromFolder } from './shell/assets.ts';
import type { Shell, ShellWindow } from './shell/port.ts';
import type { Profile } from './storage/profile.ts';
import type { KdfCost } from './vault/kdf.ts';

export interface RunOptions {
  shell: Shell;
  profile: Profile;
  args: Pick<Arguments, 'exitWhenReady' | 'link'>;
  /** The folder that holds `renderer/` and `preload/preload.cjs`. */
  dist: string;
  version: string;
  /** Prints one line for the person at the terminal. */
  say(line: string): void;
  /** Cost of new passphrase doors; tests only. */
  kdf?: KdfCost;
}

export interface Running {
  readonly app: App;
  readonly window: ShellWindow;
  /** Resolves when everything is closed: 0 when the person closed the window, 1 when the host died. */
  readonly ended: Promise<number>;
  /** Locks, closes the window and everything else, as the person closing it would. */
  quit(): Promise<number>;
}

/** What the window is opened with, whatever the host. */
export const WINDOW = { title: 'Portcullis', width: 1280, height: 800, background: '#f6f7f9' };

/** Opens the window and runs the app in it. The window comes up while the app is loaded and composed. Throws `SHELL_*`, `STORAGE_*`. */
export async function run({ shell, profile, args, dist, version, say, kdf }: RunOptions): Promise<Running> {
  const ready = Promise.withResolvers<void>();
  const composing = composeApp({ shell, profile, version, onReady: ready.resolve, ...(kdf ? { kdf } : {}) });
  const opening = shell.openWindow({
    ...WINDOW,
    assets: assetsFromFolder(join(dist, 'renderer')),
    preload: readFileSync(join(dist, 'preload', 'preload.cjs'), 'utf8'),
    onInvoke: (channel, parameters, sender) =>
      composing.then((app) => app.onInvoke(channel, parameters, sender), (thrown: unknown) => ({ ok: false, error: toWireError(thrown) })),
  });
  const [app, window] = await bothOrNeither(composing, opening, shell);
  app.attach(window);
  if (args.link !== undefined) void app.openLink(args.link);
  const ended = end(app, window, shell, profile);
  if (args.exitWhenReady) {
    void ready.promise.then(() => {
      say(`ready in ${Math.round(performance.now())} ms (host: ${shell.host.name})`);
      return window.close();
    });
  }
  return {
    app, window, ended,
    async quit() {
      // First of all: a page that hangs can hold up all that follows.
      await app.services.session.lock('quit');
      // While there is still a window: in the Chromium host the clipboard is reached through it.
      await app.services.clipboard.clear();
      await window.close();
      return ended;
    },
  };
}

async function composeApp(options: Parameters<typeof import('./app.ts').createApp>[0]): Promise<App> {
  const { createApp } = await import('./app.ts');
  return createApp(options);
}

/** A window without an app, or an app without a window, must not be left behind when the other fails. */
async function bothOrNeither(composing: Promise<App>, opening: Promise<ShellWindow>, shell: Shell): Promise<[App, ShellWindow]> {
  try {
    return await Promise.all([composing, opening]);
  } catch (thrown) {
    await opening.then((window) => window.close()).catch(() => undefined);
    await composing.then((app) => app.close('the window ended')).catch(() => undefined);
    await shell.quit();
    throw thrown;
  }
}

async function end(app: App, window: ShellWindow, shell: Shell, profile: Profile): Promise<number> {
  const how = await window.closed;
  await app.close(how === 'closed' ? 'quit' : 'the window ended');
  await shell.quit();
  await profile.close();
  return how === 'closed' ? 0 : 1;
}
