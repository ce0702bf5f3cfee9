// Plain JavaScript, for the start script reads it too, on whatever Node the machine has.
import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** What the search depends on; the defaults are this process's own.
 * @typedef {{ platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>, isExecutable(file: string): boolean }} Surroundings */
/** @typedef {{ name: string, executable: string }} FoundBrowser */

/** In order of preference: names on the PATH (Linux), bundles in an applications folder (macOS), programs below a program folder (Windows). */
const BROWSERS = [
  { name: 'Chrome', linux: ['google-chrome-stable', 'google-chrome'], mac: 'Google Chrome', windows: 'Google\\Chrome\\Application\\chrome.exe' },
  { name: 'Chromium', linux: ['chromium', 'chromium-browser'], mac: 'Chromium', windows: 'Chromium\\Application\\chrome.exe' },
  { name: 'Edge', linux: ['microsoft-edge-stable', 'microsoft-edge'], mac: 'Microsoft Edge', windows: 'Microsoft\\Edge\\Application\\msedge.exe' },
];

/** @type {Surroundings} */
const here = {
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

/**
 * The browser to show the window in: the one `PORTCULLIS_BROWSER` names if it is set (and no other), else the first installed of Chrome, Chromium and Edge.
 * Undefined if there is none.
 * @param {Surroundings} [around]
 * @returns {FoundBrowser | undefined}
 */
export function findBrowser(around = here) {
  const named = around.env['PORTCULLIS_BROWSER'];
  if (named) return around.isExecutable(named) ? { name: 'PORTCULLIS_BROWSER', executable: named } : undefined;
  for (const row of BROWSERS) {
    const executable = places(row, around).find((file) => around.isExecutable(file));
    if (executable !== undefined) return { name: row.name, executable };
  }
  return undefined;
}

/** @param {typeof BROWSERS[number]} row @param {Surroundings} around @returns {string[]} */
function places(row, { platform, env }) {
  if (platform === 'darwin') {
    const folders = ['/Applications', ...(env['HOME'] ? [`${env['HOME']}/Applications`] : [])];
    return folders.map((folder) => posix.join(folder, `${row.mac}.app`, 'Contents/MacOS', row.mac));
  }
  if (platform === 'win32') {
    return [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].flatMap((folder) => (folder ? [win32.join(folder, row.windows)] : []));
  }
  const folders = [...(env['PATH'] ?? '').split(':').filter((folder) => posix.isAbsolute(folder)), '/usr/bin', '/snap/bin'];
  return row.linux.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
}
