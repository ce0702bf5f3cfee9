import { expect, test } from 'vitest';
import { findBrowser } from './find-browser.mjs';

type Surroundings = NonNullable<Parameters<typeof findBrowser>[0]>;

function machine(platform: NodeJS.Platform, env: Record<string, string>, ...files: string[]): Surroundings {
  return { platform, env, isExecutable: (file) => files.includes(file) };
}

test.each([
  ['linux', { PATH: '/opt/bin:/usr/bin' }, '/opt/bin/chromium', 'Chromium'],
  ['linux', {}, '/snap/bin/chromium', 'Chromium'],
  ['linux', { PATH: '/usr/bin' }, '/usr/bin/microsoft-edge', 'Edge'],
  ['darwin', { HOME: '/Users/ada' }, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'Chrome'],
  ['darwin', { HOME: '/Users/ada' }, '/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium', 'Chromium'],
  ['win32', { 'ProgramFiles(x86)': 'C:\\Program Files (x86)' }, 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe', 'Edge'],
  ['win32', { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' }, 'C:\\Users\\ada\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe', 'Chrome'],
] as const)('%s %o finds %s', (platform, env, executable, name) => {
  expect(findBrowser(machine(platform, env, executable))).toEqual({ name, executable });
});

test('Chrome goes before Chromium, and Chromium before Edge', () => {
  const all = ['/usr/bin/microsoft-edge', '/usr/bin/chromium', '/usr/bin/google-chrome'];
  expect(findBrowser(machine('linux', {}, ...all))?.name).toBe('Chrome');
  expect(findBrowser(machine('linux', {}, ...all.slice(0, 2)))?.name).toBe('Chromium');
});

test('PORTCULLIS_BROWSER goes before all', () => {
  const around = machine('linux', { PORTCULLIS_BROWSER: '/home/ada/thorium' }, '/home/ada/thorium', '/usr/bin/chromium');
  expect(findBrowser(around)?.executable).toBe('/home/ada/thorium');
});

test('PORTCULLIS_BROWSER that cannot be run is not passed over for another', () => {
  expect(findBrowser(machine('linux', { PORTCULLIS_BROWSER: '/no/such' }, '/usr/bin/chromium'))).toBeUndefined();
});

test('a relative folder on the PATH is never searched', () => {
  expect(findBrowser(machine('linux', { PATH: '.:bin' }, 'chromium', 'bin/chromium', './chromium'))).toBeUndefined();
});
