import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lastWords, launchBrowser } from './launch.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portcullis-launch-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test('a program that is not there says so', async () => {
  const { exited, pipe } = launchBrowser({ executable: join(dir, 'none'), flags: [] });
  const open = pipe.send('Browser.getVersion', {});
  await expect(open).rejects.toMatchObject({ code: 'SHELL_BROWSER_GONE' });
  expect(await exited).toMatchObject({ code: 'SHELL_BROWSER_FAILED', details: { reason: 'ENOENT' } });
});

test('a browser that ends at once leaves its last words, without paths', async () => {
  const file = join(dir, 'browser');
  await writeFile(file, '#!/bin/sh\necho "[1:2:ERROR:x.cc(1)] cannot open display in /home/ada/x" >&2\nexit 1\n');
  await chmod(file, 0o755);
  expect(await launchBrowser({ executable: file, flags: [] }).exited).toMatchObject({ details: { reason: 'cannot open display in (path)' } });
});

test('a browser that does not listen is ended', async () => {
  const file = join(dir, 'browser');
  await writeFile(file, '#!/bin/sh\ntrap "" TERM\nexec sleep 600 >/dev/null 2>&1\n');
  await chmod(file, 0o755);
  const browser = launchBrowser({ executable: file, flags: [] });
  await browser.close();
  expect(await browser.exited).toMatchObject({ details: { reason: 'exit SIGKILL' } });
});

test.each([
  ['', undefined],
  ['\n--\n', undefined],
  ['[0101/1.2:FATAL:a.cc:1] No usable sandbox!\n\n', 'No usable sandbox!'],
  ['Error: C:\\Users\\ada\\x failed', 'Error: (path) failed'],
  ['x'.repeat(500), 'x'.repeat(160)],
])('last words of %j', (text, words) => {
  expect(lastWords(text)).toBe(words);
});
