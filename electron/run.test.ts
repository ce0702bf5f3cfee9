import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CALL_CHANNEL } from '../shared/ipc/api.ts';
import { run } from './run.ts';
import { createMemoryShell } from './shell/memory.ts';
import type { Shell } from './shell/port.ts';
import { openProfile } from './storage/profile.ts';
import { tempFolder } from './storage/testing/temp-folder.ts';

const TRUSTED = { trusted: true, url: 'memory://portcullis' };

/** A profile folder and a build of an empty page. */
async function prepared() {
  const folder = tempFolder();
  const dist = join(folder, 'dist');
  mkdirSync(join(dist, 'renderer'), { recursive: true });
  mkdirSync(join(dist, 'preload'));
  writeFileSync(join(dist, 'preload', 'preload.cjs'), '');
  const profile = await openProfile(join(folder, 'profile'));
  onTestFinished(() => profile.close());
  return { profile, dist, version: 'test', say: () => undefined, args: { exitWhenReady: false }, kdf: { m: 8192, t: 1, p: 1 } };
}

test('asked to quit, it locks at once, whatever the window does', async () => {
  const shell = createMemoryShell();
  const { openWindow } = shell;
  const closing = Promise.withResolvers<void>();
  const stubborn: Shell = {
    ...shell,
    // A page that hangs, or that will not be left.
    openWindow: async (options) => ({ ...(await openWindow(options)), close: () => closing.promise }),
  };
  const running = await run({ ...(await prepared()), shell: stubborn });
  await shell.invoke(CALL_CHANNEL, ['vault.create', { passphrase: 'correct horse battery' }]);
  const quitting = running.quit();
  await expect.poll(() => running.app.services.session.isOpen).toBe(false);
  closing.resolve();
  shell.endWindow('closed');
  expect(await quitting).toBe(0);
});

test('a message of the page that comes when the app could not be made is answered, not thrown', async () => {
  const options = await prepared();
  mkdirSync(options.profile.files.audit);
  const shell = createMemoryShell();
  const answered = Promise.withResolvers<unknown>();
  const asking: Shell = {
    ...shell,
    async openWindow(window) {
      answered.resolve(window.onInvoke(CALL_CHANNEL, ['vault.status', {}], TRUSTED));
      return shell.openWindow(window);
    },
  };
  await expect(run({ ...options, shell: asking })).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  await expect(answered.promise).resolves.toMatchObject({ ok: false, error: { code: 'STORAGE_FAILED' } });
});

test('a link that it was started with, and one that comes later, are looked at; the window comes to the front', async () => {
  const shell = createMemoryShell();
  const { openWindow } = shell;
  let focused = 0;
  const watched: Shell = { ...shell, openWindow: async (options) => ({ ...(await openWindow(options)), focus: () => void (focused += 1) }) };
  const prepare = await prepared();
  const running = await run({ ...prepare, shell: watched, args: { exitWhenReady: false, link: 'portcullis://nothing/known' } });
  shell.openLink('portcullis://oauth/callback?code=c&state=s');
  const opened = async () => (await running.app.services.log.list({ limit: 10 })).lines.filter(({ kind }) => kind === 'link.opened').map(({ outcome }) => outcome);
  await expect.poll(opened, { timeout: 10_000 }).toHaveLength(2);
  expect((await opened()).toSorted()).toEqual(['ok', 'refused']);
  expect(focused).toBe(1);
  shell.endWindow('closed');
  expect(await running.ended).toBe(0);
});
