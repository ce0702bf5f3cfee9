import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A download that does not grow for so long is given up. */
const STALL_MS = 20_000;
/** After a failed try the next starts do not try again for a day, so that they are quick. */
const RETRY_AFTER_MS = 24 * 3_600_000;

/**
 * The Electron binary if it is here: in node_modules, or in the folder ELECTRON_OVERRIDE_DIST_PATH names.
 * @param {string} project @param {Record<string, string | undefined>} [env] @returns {string | undefined}
 */
export function electronBinary(project, env = process.env) {
  const home = join(project, 'node_modules/electron');
  const pathFile = join(home, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : process.platform === 'win32' ? 'electron.exe' : 'electron';
  const file = join(env['ELECTRON_OVERRIDE_DIST_PATH'] || join(home, 'dist'), name);
  return existsSync(file) ? file : undefined;
}

/**
 * Tries once to fetch the binary with Electron's own installer. Answers whether it is here now; a failure is remembered for a day.
 * @param {string} project @param {string} node to run the installer on @param {number} [stallMs]
 * @returns {Promise<boolean>}
 */
export async function fetchElectron(project, node, stallMs = STALL_MS) {
  const installer = join(project, 'node_modules/electron/install.js');
  const failed = join(project, 'node_modules/.cache/portcullis/electron-not-fetched');
  if (!existsSync(installer) || failedLately(failed)) return false;
  const fetched = (await runUntilStalled(node, installer, stallMs)) && electronBinary(project, {}) !== undefined;
  if (fetched) rmSync(failed, { force: true });
  else remember(failed);
  return fetched;
}

/** @param {string} mark @returns {boolean} */
function failedLately(mark) {
  return existsSync(mark) && Date.now() - statSync(mark).mtimeMs < RETRY_AFTER_MS;
}

/** @param {string} mark */
function remember(mark) {
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, 'Electron could not be fetched; delete this file to try again at the next start.\n');
}

/** Runs the installer with a temporary folder of its own, whose growth is the progress. Answers whether it ended well.
 * @param {string} node @param {string} installer @param {number} stallMs @returns {Promise<boolean>} */
async function runUntilStalled(node, installer, stallMs) {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-fetch-'));
  const child = spawn(node, [installer], { stdio: 'ignore', env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder } });
  let size = 0;
  let grew = Date.now();
  const watch = setInterval(() => {
    const now = sizeOf(folder);
    if (now !== size) grew = Date.now();
    size = now;
    if (Date.now() - grew > stallMs) child.kill('SIGKILL');
  }, Math.min(1_000, stallMs));
  const ended = await new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
  clearInterval(watch);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return ended;
}

/** Bytes in a folder. @param {string} folder @returns {number} */
function sizeOf(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    try {
      bytes += entry.isDirectory() ? sizeOf(path) : statSync(path).size;
    } catch {
      // Renamed or removed since it was listed.
    }
  }
  return bytes;
}
