import { expect, test } from 'vitest';
import { chooseBrowser, type Surroundings } from './choose-browser.ts';

const CHROMIUM = { name: 'Chromium', executable: '/usr/bin/chromium' };
const BUNDLED = { executable: '/cache/chromium', env: { LD_LIBRARY_PATH: '/cache/lib' } };

function machine(change: Partial<Surroundings> = {}): Surroundings {
  return { platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false, installed: () => CHROMIUM, bundled: async () => BUNDLED, ...change };
}

test('a visible window takes the installed browser, with its sandbox on', async () => {
  expect(await chooseBrowser(false, machine())).toEqual({ ...CHROMIUM, noSandbox: false });
});

test('root alone goes without the sandbox', async () => {
  expect(await chooseBrowser(false, machine({ isRoot: true }))).toMatchObject({ noSandbox: true });
});

test('a headless one takes the browser of npm first, then the installed one with its sandbox', async () => {
  expect(await chooseBrowser(true, machine({ env: {} }))).toEqual({ name: 'Chromium', ...BUNDLED, noSandbox: true });
  expect(await chooseBrowser(true, machine({ env: {}, bundled: async () => undefined }))).toEqual({ ...CHROMIUM, noSandbox: false });
});

test('PORTCULLIS_BROWSER goes before the browser of npm', async () => {
  const around = machine({ env: { PORTCULLIS_BROWSER: '/opt/b' }, installed: () => ({ name: 'PORTCULLIS_BROWSER', executable: '/opt/b' }) });
  expect(await chooseBrowser(true, around)).toMatchObject({ name: 'Browser', executable: '/opt/b' });
});

test('no display is said before a browser is looked for, on Linux only, and not for headless', async () => {
  const none = { env: {}, installed: () => undefined, bundled: async () => undefined };
  await expect(chooseBrowser(false, machine(none))).rejects.toMatchObject({ code: 'SHELL_NO_DISPLAY' });
  await expect(chooseBrowser(false, machine({ ...none, platform: 'darwin' }))).rejects.toMatchObject({ code: 'SHELL_NO_BROWSER' });
  await expect(chooseBrowser(true, machine(none))).rejects.toMatchObject({ code: 'SHELL_NO_BROWSER' });
});

test('a display of Wayland is one', async () => {
  expect(await chooseBrowser(false, machine({ env: { WAYLAND_DISPLAY: 'wayland-0' } }))).toMatchObject(CHROMIUM);
});

test('a browser that is named and not there is said so', async () => {
  const around = machine({ env: { DISPLAY: ':0', PORTCULLIS_BROWSER: '/no/such' }, installed: () => undefined });
  await expect(chooseBrowser(false, around)).rejects.toMatchObject({ code: 'SHELL_NO_BROWSER', details: { file: '/no/such' } });
});
