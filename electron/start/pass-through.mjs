import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Signals that a terminal or a supervisor sends to end a program. */
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** How often to look whether npm still stands, in milliseconds. */
const PARENT_WATCH_MS = 500;

/**
 * Runs a program in our place: it gets our streams and signals, and we answer its exit code (128 and the signal's number if one ended it).
 * @param {string} command @param {string[]} args @param {Record<string, string>} [env] added to ours
 * @returns {Promise<number>}
 */
export function passThrough(command, args, env = {}) {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const pass = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  const watch = whenNpmEnds(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      for (const name of SIGNALS) process.off(name, pass);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * npm passes a signal to the shell between us, and that shell dies of it without passing it on: seen from here, the parent changes.
 * Windows keeps the number of a parent that is gone, so there nothing is seen.
 * @param {() => void} act
 */
function whenNpmEnds(act) {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, PARENT_WATCH_MS);
  return watch.unref();
}
