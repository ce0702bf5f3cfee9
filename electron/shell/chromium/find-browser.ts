import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { PortcullisError } from '../../../shared/errors.ts';

/** What the search depends on; the defaults are this process's own. */
export interface Surroundings {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  isExecutable(file: string): boolean;
}

export interface FoundBrowser {
  name: 'Chrome' | 'Chromium' | 'Edge' | 'Browser';
  executable: string;
}

/** In order of preference: names on the PATH (Linux), bundles in an applications folder (macOS), programs below a program folder (Windows). */
const BROWSERS = [
  { name: 'Chrome', linux: ['google-chrome-stable', 'google-chrome'], mac: 'Google Chrome', windows: 'Google\\Chrome\\Application\\chrome.exe' },
  { name: 'Chromium', linux: ['chromium', 'chromium-browser'], mac: 'Chromium', windows: 'Chromium\\Application\\chrome.exe' },
  { name: 'Edge', linux: ['microsoft-edge-stable', 'microsoft-edge'], mac: 'Microsoft Edge', windows: 'Microsoft\\Edge\\Application\\msedge.exe' },
] as const;

type Row = (typeof BROWSERS)[number];

/**
 * The browser to show the window in: `PORTCULLIS_BROWSER` if set, else the first installed of Chrome, Chromium and Edge; undefined if there is none.
 * Throws `SHELL_NO_BROWSER` when `PORTCULLIS_BROWSER` names something that cannot be run.
 */
export function findBrowser(around: Surroundings = here): FoundBrowser | undefined {
  const named = around.env['PORTCULLIS_BROWSER'];
  if (named) {
    if (!around.isExecutable(named)) throw new PortcullisError('SHELL_NO_BROWSER', { file: named, field: 'PORTCULLIS_BROWSER' });
    return { name: 'Browser', executable: named };
  }
  for (const row of BROWSERS) {
    const executable = places(row, around).find((file) => around.isExecutable(file));
    if (executable !== undefined) return { name: row.name, executable };
  }
  return undefined;
}

function places(row: Row, { platform, env }: Surroundings): string[] {
  if (platform === 'darwin') {
    const folders = ['/Applications', ...(env['HOME'] ? [`${env['HOME']}/Applications`] : [])];
    return folders.map((folder) => posix.join(folder, `${row.mac}.app`, 'Contents/MacOS', row.mac));
  }
  if (platform === 'win32') {
    const folders = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
    return folders.filter((folder) => folder !== undefined).map((folder) => win32.join(folder, row.windows));
  }
  const folders = [...(env['PATH'] ?? '').split(':').filter((folder) => posix.isAbsolute(folder)), '/usr/bin', '/snap/bin'];
  return row.linux.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
}

const here: Surroundings = {
  platform: process.platform,
  env: process.env,
  isExecutable(file) {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  },
};
