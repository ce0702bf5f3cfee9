import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createChromiumShell } from './chromium.ts';
import { bundledBrowser } from './chromium/bundled-browser.ts';
import { assetsFrom } from './testing.ts';

const assets = assetsFrom({ '/index.html': '<!doctype html><title>Start</title><h1>Here</h1>' });

test('a browser that cannot start says why', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'portcullis-window-'));
  const named = process.env['PORTCULLIS_BROWSER'];
  const settings = { title: 'T', width: 800, height: 600, background: '#000000' };
  try {
    process.env['PORTCULLIS_BROWSER'] = '/bin/false';
    const shell = await createChromiumShell({ dataDir, window: settings, headless: true });
    const opening = shell.openWindow({ ...settings, assets, preload: '', onInvoke: async () => undefined });
    await expect(opening).rejects.toMatchObject({ code: 'SHELL_BROWSER_FAILED', details: { reason: 'exit 1' } });
    await shell.quit();
    process.env['PORTCULLIS_BROWSER'] = '/no/such/browser';
    await expect(createChromiumShell({ dataDir, window: settings, headless: true })).rejects.toMatchObject({ code: 'SHELL_NO_BROWSER' });
  } finally {
    if (named === undefined) delete process.env['PORTCULLIS_BROWSER'];
    else process.env['PORTCULLIS_BROWSER'] = named;
    await rm(dataDir, { recursive: true, force: true });
  }
});

test('a browser that comes up and does nothing is ended, and another one started', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'portcullis-window-'));
  const { executable, env } = (await bundledBrowser())!;
  const file = join(dataDir, 'browser.sh');
  const settings = Object.entries(env ?? {}).map(([name, value]) => `export ${name}='${value}'\n`).join('');
  await writeFile(file, `#!/bin/sh\n[ -e '${file}.once' ] || { touch '${file}.once'; exec sleep 60; }\n${settings}exec '${executable}' "$@" --no-sandbox\n`, { mode: 0o700 });
  vi.stubEnv('PORTCULLIS_BROWSER', file);
  onTestFinished(() => void vi.unstubAllEnvs());
  const window = { title: 'T', width: 800, height: 600, background: '#000000' };
  const shell = await createChromiumShell({ dataDir, window, headless: true, startTimeoutMs: 5000 });
  const opened = await shell.openWindow({ ...window, assets, preload: '', onInvoke: async () => undefined });
  expect(shell.host.name).toMatch(/^Browser \d+/);
  await shell.quit();
  expect(await opened.closed).toBe('closed');
  await rm(dataDir, { recursive: true, force: true });
});
