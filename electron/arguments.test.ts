import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

it('takes the profile folder, relative to where the command was typed', () => {
  expect(parseArguments(['--profile', 'data', '--exit-when-ready'], {}, 'linux')).toEqual({
    profileDir: resolve('data'), exitWhenReady: true, headless: false,
  });
});

it.each([
  ['linux', {}, join(homedir(), '.local/share/portcullis')],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/portcullis'],
  ['darwin', {}, join(homedir(), 'Library/Application Support/Portcullis')],
] as const)('has a default profile on %s %o', (platform, env, expected) => {
  expect(parseArguments([], env, platform)).toMatchObject({ profileDir: expected });
});

it('is headless by option or environment', () => {
  expect(parseArguments(['--headless'], {})).toMatchObject({ headless: true });
  expect(parseArguments([], { PORTCULLIS_HEADLESS: '1' })).toMatchObject({ headless: true });
});

it.each([['--passphrase', 'x'], ['extra'], ['--profile'], ['--profile=']])('refuses %s', (...argv) => {
  expect(() => parseArguments(argv, {})).toThrow(expect.objectContaining({ name: 'TypeError', code: expect.stringContaining('ERR_PARSE_ARGS') }) as Error);
});

it('takes one link of ours', () => {
  expect(parseArguments(['--profile', 'data', 'portcullis://oauth/callback?code=a&state=b'], {})).toMatchObject({ link: 'portcullis://oauth/callback?code=a&state=b' });
  expect(parseArguments([], {})).not.toHaveProperty('link');
});

it.each([['https://example.com/?code=c0de'], ['portcullis:a', 'portcullis:c0de']])('refuses %s without quoting it', (...argv) => {
  expect(() => parseArguments(argv, {})).toThrow(expect.objectContaining({ name: 'TypeError', message: expect.not.stringContaining('c0de') }) as Error);
});

it('gives help', () => {
  expect(parseArguments(['--help'], {})).toBe('help');
});
