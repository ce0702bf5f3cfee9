import { expect, test } from 'vitest';
import { browserFlags, type FlagOptions } from './flags.ts';

const options: FlagOptions = {
  profileDir: '/data/browser', width: 1280, height: 800, background: '#101014', title: 'Portcullis', headless: false, noSandbox: false, softwareOnly: false,
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
