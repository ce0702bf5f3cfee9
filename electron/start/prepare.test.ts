import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isBuilt, isInstalled, nodeBinary, SetUpError } from './prepare.mjs';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portcullis-prepare-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function file(path: string, content = '', seconds = 1_000): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), content);
  await utimes(join(dir, path), seconds, seconds);
}

const lock = (packages: object): string => JSON.stringify({ packages });
const ROOT = { '': { version: '1.0.0' } };
const A = { 'node_modules/a': { version: '1.0.0', integrity: 'x' } };
const OTHER_SYSTEM = { 'node_modules/b': { version: '1.0.0', optional: true } };

test.each([
  ['the same', A, true],
  ['nothing', {}, false],
  ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'x' } }, false],
  ['another content', { 'node_modules/a': { version: '1.0.0', integrity: 'y' } }, false],
  ['one too many', { ...A, 'node_modules/c': { version: '1.0.0' } }, false],
])('installed is %s: %o', async (_what, there, expected) => {
  await file('package-lock.json', lock({ ...ROOT, ...A, ...OTHER_SYSTEM }));
  await file('node_modules/.package-lock.json', lock(there));
  expect(isInstalled(dir)).toBe(expected);
});

test('a fresh clone is not installed', async () => {
  await file('package-lock.json', lock({ ...ROOT, ...A }));
  expect(isInstalled(dir)).toBe(false);
});

async function build(seconds: number): Promise<void> {
  for (const output of ['dist/main/main.js', 'dist/preload/preload.cjs', 'dist/renderer/index.html']) await file(output, '', seconds);
}

test('built is what is no older than its sources', async () => {
  await file('shared/ipc/contract.ts');
  expect(isBuilt(dir)).toBe(false);
  await build(1_000);
  expect(isBuilt(dir)).toBe(true);
  await file('shared/ipc/contract.ts', 'changed', 1_001);
  expect(isBuilt(dir)).toBe(false);
  await build(1_002);
  expect(isBuilt(dir)).toBe(true);
  await rm(join(dir, 'dist/preload/preload.cjs'));
  expect(isBuilt(dir)).toBe(false);
});

test('a changed test needs no build', async () => {
  await build(1_000);
  await file('electron/app.test.ts', '', 2_000);
  expect(isBuilt(dir)).toBe(true);
});

test('the Node of npm first, then the own one if it is new enough', async () => {
  for (const version of ['22.12.0', '22.13.1', '24.0.0']) expect(nodeBinary(dir, version)).toBe(process.execPath);
  for (const version of ['18.20.0', '20.20.2', '22.11.9']) expect(() => nodeBinary(dir, version)).toThrow(SetUpError);
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const own = `node_modules/node-${platform}-${process.arch}/bin/${process.platform === 'win32' ? 'node.exe' : 'node'}`;
  await file(own);
  expect(nodeBinary(dir, '18.0.0')).toBe(join(dir, own));
});
