import { expect, test } from 'vitest';
import { chooseHost } from './choose-host.mjs';

type Machine = Parameters<typeof chooseHost>[0];

function machine(change: Partial<Machine> = {}): Machine {
  return { platform: 'linux', env: { DISPLAY: ':0' }, headless: false, check: false, electron: undefined, fetchElectron: async () => undefined, browser: { name: 'Chromium' }, ...change };
}

test('Electron when its binary is here, without fetching', async () => {
  const around = machine({ electron: '/e', fetchElectron: () => Promise.reject(new Error('fetched')) });
  expect(await chooseHost(around)).toEqual({ host: 'electron', electron: '/e', why: 'window in Electron (its binary is here).' });
});

test('Electron when it can be fetched', async () => {
  expect(await chooseHost(machine({ fetchElectron: async () => '/e' }))).toEqual({ host: 'electron', electron: '/e', why: 'window in Electron (its binary was fetched).' });
});

test('else the browser, and why', async () => {
  expect(await chooseHost(machine())).toEqual({ host: 'chromium', why: 'window in Chromium (Electron’s binary is not here and could not be fetched).' });
});

test('PORTCULLIS_HOST leaves only the one it names', async () => {
  expect(await chooseHost(machine({ env: { DISPLAY: ':0', PORTCULLIS_HOST: 'chromium' }, electron: '/e' }))).toEqual({ host: 'chromium', why: 'window in Chromium (asked for by PORTCULLIS_HOST).' });
  expect(await chooseHost(machine({ env: { DISPLAY: ':0', PORTCULLIS_HOST: 'electron' } }))).toMatchObject({ host: 'none' });
});

test('without a display, on Linux only, it offers the tour', async () => {
  const none = await chooseHost(machine({ env: {}, electron: '/e' }));
  expect(none).toEqual({ host: 'none', why: 'there is no display to open a window on. Start it from a desktop session, or watch the headless tour: npm run tour' });
  expect(await chooseHost(machine({ env: { WAYLAND_DISPLAY: 'wayland-0' } }))).toMatchObject({ host: 'chromium' });
  expect(await chooseHost(machine({ env: {}, platform: 'darwin' }))).toMatchObject({ host: 'chromium' });
});

test('without a browser it says what to install, and offers the tour', async () => {
  const { host, why } = await chooseHost(machine({ browser: undefined }));
  expect(host).toBe('none');
  expect(why).toContain('Install Chrome, Chromium or Edge');
  expect(why).toContain('npm run tour');
});

test('headless needs neither display nor Electron', async () => {
  expect(await chooseHost(machine({ headless: true, env: {}, electron: '/e', browser: undefined }))).toMatchObject({ host: 'chromium' });
});

test('a mere check that the window opens runs headless where there is no display or no browser, and says so', async () => {
  const blind = await chooseHost(machine({ check: true, env: {} }));
  expect(blind).toMatchObject({ host: 'chromium', headless: true });
  expect(blind.why).toMatch(/^headless, for this check only: there is no display.*npm run tour\.$/);
  expect(await chooseHost(machine({ check: true, browser: undefined }))).toMatchObject({ host: 'chromium', headless: true });
  expect(await chooseHost(machine({ check: true }))).toEqual({ host: 'chromium', why: 'window in Chromium (Electron’s binary is not here and could not be fetched).' });
});
