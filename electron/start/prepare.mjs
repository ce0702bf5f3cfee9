// Set-up that `npm start`, `npm test` and the other scripts share. Plain JavaScript for Node 18 and later: it runs before anything is installed.
// As a program: `node electron/start/prepare.mjs [--build]`. Everything it says goes to the error stream.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The project's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const OUTPUTS = ['dist/main/main.js', 'dist/preload/preload.cjs', 'dist/renderer/index.html'];
const SOURCES = ['electron', 'renderer', 'shared', 'vite.config.ts', 'package-lock.json'];
/** The oldest Node that runs the app, where npm carries none for the system (macOS). */
const OLDEST_NODE = [22, 12];

/** @param {string} line */
export function say(line) {
  process.stderr.write(`Portcullis: ${line}\n`);
}

/** Something the person has to put right; shown without a stack. */
export class SetUpError extends Error {}

/**
 * The Node to run the app on: the one from npm, else this process's own if it is new enough. Throws SetUpError.
 * @param {string} [project] @param {string} [version] of this process's Node, such as "22.12.0"
 * @returns {string}
 */
export function nodeBinary(project = root, version = process.versions.node) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const own = join(project, 'node_modules', `node-${platform}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own)) return own;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return process.execPath;
  throw new SetUpError(`this system needs its own Node ${OLDEST_NODE.join('.')} or later; this is ${version}. Install a newer one and start again.`);
}

/** Installs the packages if they are not what package-lock.json says. Throws SetUpError.
 * @returns {Promise<void>} */
export async function ensureInstalled() {
  if (isInstalled(root)) return;
  say('installing packages (npm ci), about a minute');
  const npm = process.env['npm_execpath'];
  // npm is a script on Windows, which only a shell can start.
  const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
  runQuietly('npm ci', command, [...args, '--no-audit', '--no-fund'], { shell: !npm && process.platform === 'win32' });
}

/** Builds dist/ if it is missing or older than its sources. Throws SetUpError.
 * @returns {Promise<void>} */
export async function ensureBuilt() {
  if (isBuilt(root)) return;
  say('building');
  runQuietly('the build', nodeBinary(), [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {});
}

/**
 * Whether every package of package-lock.json is there in its version; optional ones may be missing, for other systems have others.
 * npm writes what it installed to node_modules/.package-lock.json.
 * @param {string} project @returns {boolean}
 */
export function isInstalled(project) {
  const wanted = lockedPackages(join(project, 'package-lock.json'));
  const there = lockedPackages(join(project, 'node_modules/.package-lock.json'));
  if (!wanted || !there) return false;
  const isAsWanted = Object.entries(there).every(([path, { version, integrity }]) => wanted[path]?.version === version && wanted[path]?.integrity === integrity);
  const isComplete = Object.entries(wanted).every(([path, entry]) => path === '' || entry.optional || entry.devOptional || path in there);
  return isAsWanted && isComplete;
}

/** @param {string} file @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }> | undefined} */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @param {string} project @returns {boolean} */
export function isBuilt(project) {
  const outputs = OUTPUTS.map((file) => join(project, file));
  if (!outputs.every((file) => existsSync(file))) return false;
  const built = Math.min(...outputs.map((file) => statSync(file).mtimeMs));
  return SOURCES.every((source) => newest(join(project, source)) <= built);
}

/** Time of the last change in a file or below a folder, tests left out; 0 if it is not there. In milliseconds.
 * @param {string} path @returns {number} */
function newest(path) {
  if (!existsSync(path) || /\.(test|spec)\.\w+$/.test(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Runs a command of the set-up; its output is shown only when it fails.
 * @param {string} what @param {string} command @param {string[]} args @param {{ shell?: boolean }} options */
function runQuietly(what, command, args, options) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  throw new SetUpError(`${what} failed (${error?.message ?? `exit ${status}`}); its output is above.`);
}

/** Runs a script's main function; a SetUpError is said in one line and ends with 1.
 * @param {() => Promise<number>} main */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

/** @param {string} url of a module @returns {boolean} whether it is the program that was started */
export function isProgram(url) {
  return process.argv[1] !== undefined && url === pathToFileURL(process.argv[1]).href;
}

if (isProgram(import.meta.url)) {
  await runMain(async () => {
    await ensureInstalled();
    if (process.argv.includes('--build')) await ensureBuilt();
    return 0;
  });
}
