import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Signals that a terminal or a supervisor sends to end a program. */
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a program in our place: it gets our streams and signals, and we answer its exit code (128 and the signal's number if one ended it).
 * @param {string} command @param {string[]} args @param {Record<string, string>} [env] added to ours
 * @returns {Promise<number>}
 */
export function passThrough(command, args, env = {}) {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const pass = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of SIGNALS) process.off(name, pass);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
