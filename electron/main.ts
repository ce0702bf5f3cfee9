import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toWireError } from '../shared/errors.ts';
import { parseArguments, USAGE, type Arguments } from './arguments.ts';
import { run, WINDOW } from './run.ts';
import type { Shell } from './shell/port.ts';
import { openProfile } from './storage/profile.ts';

// Built to dist/main/main.js, beside dist/renderer and dist/preload.
const dist = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(dist, '..', 'package.json'), 'utf8')) as { version: string };

process.exitCode = await main();
// Electron keeps its own event loop; in Node nothing is left to wait for.
process.exit();

async function main(): Promise<number> {
  try {
    const args = readArguments();
    if (args === 'help') {
      console.log(USAGE);
      return 0;
    }
    return await open(args);
  } catch (thrown) {
    return explain(thrown);
  }
}

function readArguments(): Arguments | 'help' {
  // A packaged Electron app has no script argument.
  const isPackaged = process.versions['electron'] !== undefined && !('defaultApp' in process);
  return parseArguments(process.argv.slice(isPackaged ? 1 : 2));
}

async function open(args: Arguments): Promise<number> {
  let onLost = () => {};
  const profile = await openProfile(args.profileDir, () => onLost());
  const shell = await chooseShell(args, profile.folder).catch(async (thrown: unknown) => {
    await profile.close();
    throw thrown;
  });
  const running = await run({ shell, profile, args, dist, version, say: (line) => console.log(line) });
  onLost = () => void running.app.services.session.lock('another process took the profile over');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void running.quit());
  return running.ended;
}

async function chooseShell({ headless }: Arguments, dataDir: string): Promise<Shell> {
  if (process.versions['electron'] !== undefined) {
    const [electron, { createElectronShell }] = await Promise.all([import('electron'), import('./shell/electron.ts')]);
    return createElectronShell(electron, { window: WINDOW });
  }
  const { createChromiumShell } = await import('./shell/chromium.ts');
  return createChromiumShell({ dataDir, window: WINDOW, headless });
}

/** Says on the error stream what happened and what to do, and answers the exit code. */
function explain(thrown: unknown): number {
  if (thrown instanceof TypeError && 'code' in thrown) {
    console.error(`${thrown.message}\n\n${USAGE}`);
    return 2;
  }
  const { code, message, next, details } = toWireError(thrown);
  const facts = Object.values(details).join(', ');
  console.error(`${message} ${next} (${code}${facts ? `: ${facts}` : ''})`);
  return 1;
}
