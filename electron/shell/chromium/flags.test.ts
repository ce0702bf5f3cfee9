import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { bundledBrowser } from './bundled-browser.ts';
import { findBrowser } from './find-browser.mjs';
import { browserEnvironment, browserFlags, type FlagOptions } from './flags.ts';

const options: FlagOptions = {
  profileDir: '/data/browser', width: 1280, height: 800, background: '#101014', title: 'Portcullis', headless: false, noSandbox: false,
};

test('no port is opened, and Chrome’s sandbox and web security stay on', () => {
  const flags = browserFlags(options);
  expect(flags).toContain('--remote-debugging-pipe');
  expect(flags.filter((flag) => /remote-debugging-(port|address)|no-sandbox|disable-web-security|disable-site-isolation|allow-running-insecure/.test(flag))).toEqual([]);
});

test('only the odd machine asks for less sandbox, and it is said so explicitly', () => {
  expect(browserFlags({ ...options, noSandbox: true })).toContain('--no-sandbox');
});

test('no name resolves', () => {
  expect(browserFlags(options)).toContain('--host-resolver-rules=MAP * ~NOTFOUND');
});

test('the window starts at a blank page of the app’s colour, whatever the title holds', () => {
  const app = browserFlags({ ...options, title: '</title><script>', background: '#101014' }).find((flag) => flag.startsWith('--app='));
  expect(decodeURIComponent(app ?? '')).toBe('--app=data:text/html,<title>titlescript</title><body style="background:#101014">');
});

test('headless, it starts at the same page', () => {
  expect(browserFlags({ ...options, headless: true }).at(-1)).toMatch(/^data:text\/html,/);
});

test.skipIf(process.platform !== 'linux')('a crash leaves no dump, and nothing is written outside the profile', async () => {
  const home = await mkdtemp(join(tmpdir(), 'portcullis-crash-'));
  try {
    const browser = findBrowser() ?? (await bundledBrowser());
    const profileDir = join(home, 'profile');
    const flags = browserFlags({ ...options, profileDir, headless: true, noSandbox: process.getuid?.() === 0 });
    const env = { ...process.env, ...(browser && 'env' in browser ? browser.env : {}), HOME: home, XDG_CONFIG_HOME: undefined, ...browserEnvironment(profileDir) };
    const child = spawn(browser?.executable ?? '', flags, { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const [, , , commands, answers] = child.stdio;
    (commands as Writable).write('{"id":1,"method":"Browser.getVersion"}\0');
    await once(answers!, 'data');
    const exit = once(child, 'exit');
    (commands as Writable).write('{"id":2,"method":"Browser.crash"}\0');
    expect((await exit)[1]).not.toBeNull();
    const written = await readdir(home, { recursive: true });
    expect(written.filter((name) => name.endsWith('.dmp') || !/^profile(\/|$)/.test(name))).toEqual([]);
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 10 });
  }
});
