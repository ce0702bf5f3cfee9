import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundledBrowser } from '../../electron/shell/chromium/bundled-browser.ts';
import { findBrowser } from '../../electron/shell/chromium/find-browser.mjs';
import { timed, type Row } from './measure.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * From starting Node to the first usable screen, against Node starting the same browser with a blank page and waiting for two frames.
 * A visible window where there is a display and an installed browser, as a person gets it; else a headless one, which starts with far less.
 */
export async function windowRow(): Promise<Row> {
  const installed = findBrowser();
  const bundled = installed ? undefined : await bundledBrowser();
  const isVisible = installed !== undefined && (process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']));
  const headless = isVisible ? [] : ['--headless'];
  const browser = installed?.executable ?? bundled?.executable;
  if (!browser) throw new Error('No browser to measure with.');
  const scratch = await mkdtemp(join(tmpdir(), 'bench-window-'));
  // Named for both, or the app would take the one from npm for a window that nobody sees.
  const env = { ...process.env, ...bundled?.env, ...(installed ? { PORTCULLIS_BROWSER: browser } : {}) };
  let ended: Promise<unknown> = Promise.resolve();
  return {
    name: `Window ready, ${isVisible ? 'visible' : 'headless'}`, against: `a blank page in the same browser (${installed?.name ?? 'the one npm carries'})`, goal: 1.5, pairs: 11,
    ours: () => afterTheLast(() => whenReady(['dist/main/main.js', ...headless, '--exit-when-ready', '--profile', join(scratch, 'profile')])),
    raw: () => afterTheLast(() => whenReady(['e2e/bench/blank-page.ts', browser, ...headless])),
    close: () => rm(scratch, { recursive: true, force: true, maxRetries: 5 }),
  };

  /** The time a window takes to shut down is not counted, but is over before the next is opened. */
  async function afterTheLast(start: () => Promise<void>): Promise<number> {
    await ended;
    return timed(start);
  }

  /** Starts a child and resolves when it says that it is ready. */
  async function whenReady(args: string[]): Promise<void> {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
    ended = once(child, 'exit');
    let output = '';
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (output.includes('ready in')) return;
    }
    throw new Error(`It ended before it was ready: ${output}`);
  }
}
