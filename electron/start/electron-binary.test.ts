import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { electronBinary, fetchElectron } from './electron-binary.mjs';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portcullis-electron-'));
  await mkdir(join(dir, 'node_modules/electron'), { recursive: true });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const mark = (): string => join(dir, 'node_modules/.cache/portcullis/electron-not-fetched');
const installer = (source: string): Promise<void> => writeFile(join(dir, 'node_modules/electron/install.js'), source);
const INSTALLS = `const fs = require('fs'); fs.mkdirSync(__dirname + '/dist'); fs.writeFileSync(__dirname + '/dist/run', ''); fs.writeFileSync(__dirname + '/path.txt', 'run');`;

test('the binary is where path.txt says, or in the folder the environment names', async () => {
  expect(electronBinary(dir, {})).toBeUndefined();
  await writeFile(join(dir, 'node_modules/electron/path.txt'), 'app/run');
  expect(electronBinary(dir, {})).toBeUndefined();
  for (const folder of ['node_modules/electron/dist', 'other']) {
    await mkdir(join(dir, folder, 'app'), { recursive: true });
    await writeFile(join(dir, folder, 'app/run'), '');
  }
  expect(electronBinary(dir, {})).toBe(join(dir, 'node_modules/electron/dist/app/run'));
  expect(electronBinary(dir, { ELECTRON_OVERRIDE_DIST_PATH: join(dir, 'other') })).toBe(join(dir, 'other/app/run'));
});

test('an installer that works leaves the binary and no mark', async () => {
  await installer(INSTALLS);
  expect(await fetchElectron(dir, process.execPath)).toBe(true);
  expect(existsSync(mark())).toBe(false);
});

test('a failure is remembered for a day, then tried again', async () => {
  await installer('process.exit(1)');
  expect(await fetchElectron(dir, process.execPath)).toBe(false);
  await installer(INSTALLS);
  expect(await fetchElectron(dir, process.execPath)).toBe(false);
  const yesterday = Date.now() / 1000 - 25 * 3_600;
  await utimes(mark(), yesterday, yesterday);
  expect(await fetchElectron(dir, process.execPath)).toBe(true);
  expect(existsSync(mark())).toBe(false);
});

test('a download that stands still is given up, one that grows is not', async () => {
  await installer('setTimeout(() => {}, 600_000)');
  expect(await fetchElectron(dir, process.execPath, 300)).toBe(false);
  await rm(mark());
  await installer(`
    let n = 0;
    const grow = setInterval(() => {
      require('fs').appendFileSync(require('os').tmpdir() + '/download', 'more');
      if (++n === 60) { clearInterval(grow); ${INSTALLS} }
    }, 50);`);
  expect(await fetchElectron(dir, process.execPath, 1_500)).toBe(true);
});

test('without Electron’s package there is nothing to try', async () => {
  expect(await fetchElectron(dir, process.execPath)).toBe(false);
  expect(existsSync(mark())).toBe(false);
});
