import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PortcullisError, toPortcullisError, toWireError } from '../shared/errors.ts';
import { parseArguments, USAGE, type Arguments } from './arguments.ts';
import { LINK_SCHEME } from './links/scheme.ts';
import { run, WINDOW, type RunOptions } from './run.ts';
import type { Shell } from './shell/port.ts';
import { openProfile } from './storage/profile.ts';

// Built to dist/main/main.js, beside dist/renderer and dist/preload.
const dist = dirname(dirname(fileURLToPath(import.meta.url)));
// What V8 compiled is kept beside the build, and the next start is the quicker for it. Where nothing can be written it does nothing.
enableCompileCache(join(dist, 'compile-cache'));
const { version } = JSON.parse(readFileSync(join(dist, '..', 'package.json'), 'utf8')) as { version: string };
const electron = process.versions['electron'] === undefined ? undefined : await import('electron');

let focusWindow = () => {};
let onProfileLost = () => {};

// Electron becomes ready only once this module has been evaluated: what must come before that is awaited here, opening the window is not.
const prepared = await prepare().catch(explain);
if (typeof prepared === 'number') exit(prepared);
else void open(prepared).catch(explain).then(exit);

/** Everything up to the shell, or the exit code when there is nothing to open. Throws coded errors. */
async function prepare(): Promise<RunOptions | number> {
  // A packaged Electron app has no script argument.
  const isPackaged = electron !== undefined && !('defaultApp' in process);
  const args = parseArguments(process.argv.slice(isPackaged ? 1 : 2));
  if (args === 'help') {
    console.log(USAGE);
    return 0;
  }
  if (electron && !ownInstance(electron, args)) return 0;
  if (electron) takeLinks(electron, isPackaged);
  const profile = await openProfile(args.profileDir, () => onProfileLost()).catch(async (thrown: unknown) => {
    if (toPortcullisError(thrown).code === 'VAULT_IN_USE' && (await handedOver(args))) return undefined;
    throw thrown;
  });
  if (!profile) return 0;
  const shell = await createShell(args, profile.folder).catch(async (thrown: unknown) => {
    await profile.close();
    throw thrown;
  });
  return { shell, profile, args, dist, version, say: (line) => console.log(line) };
}

/** A second start with the same profile brings the first window to the front instead. In the Chromium host it ends with `VAULT_IN_USE`. */
function ownInstance({ app }: typeof import('electron'), { profileDir }: Arguments): boolean {
  app.setPath('userData', join(profileDir, 'electron'));
  app.on('second-instance', () => focusWindow());
  return app.requestSingleInstanceLock();
}

/** Did the Portcullis that runs with this profile take the link? Throws `LINK_UNKNOWN` where it can do nothing with it. */
async function handedOver({ profileDir, link }: Arguments): Promise<boolean> {
  if (link === undefined) return false;
  const [{ handOver }, { parseLink }] = await Promise.all([import('./links/hand-over.ts'), import('./links/parse.ts')]);
  if (!(await handOver(profileDir, link))) return false;
  parseLink(link);
  console.log('The link was handed to the Portcullis that is running with this profile.');
  return true;
}

/** The system hands `portcullis:` links to this program from now on. One that is not packaged is started with its folder. */
function takeLinks({ app }: typeof import('electron'), isPackaged: boolean): void {
  if (isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  else app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, [app.getAppPath()]);
}

async function createShell({ headless }: Arguments, dataDir: string): Promise<Shell> {
  if (electron) {
    const { createElectronShell } = await import('./shell/electron.ts');
    return createElectronShell(electron, { preloadFile: join(dist, 'preload', 'preload.cjs') });
  }
  const { createChromiumShell } = await import('./shell/chromium.ts');
  return createChromiumShell({ dataDir, window: WINDOW, headless });
}

async function open(options: RunOptions): Promise<number> {
  const running = await run(options);
  focusWindow = () => running.window.focus();
  onProfileLost = () => void running.app.services.session.lock('another process took the profile over');
  // Kept on: proper-lockfile's exit hook would end the process in our place as soon as nobody else listens.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void running.quit());
  const code = await running.ended;
  if (code !== 0) explain(new PortcullisError('SHELL_BROWSER_GONE'));
  return code;
}

/** Says what happened and what to do, on the error stream and, where there may be no terminal, in a box. Answers the exit code. */
function explain(thrown: unknown): number {
  if (thrown instanceof TypeError && 'code' in thrown) {
    console.error(`${thrown.message}\n\n${USAGE}`);
    return 2;
  }
  const { code, message, next, details } = toWireError(thrown);
  const facts = Object.values(details).join(', ');
  console.error(`${message} ${next} (${code}${facts ? `: ${facts}` : ''})`);
  electron?.dialog.showErrorBox(message, next);
  return 1;
}

/** Ends the process even if something still holds its event loop. */
function exit(code: number): void {
  if (electron) electron.app.exit(code);
  else process.exit(code);
}
