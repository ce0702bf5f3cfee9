import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assetsFromFolder } from './assets.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assets-'));
  mkdirSync(join(folder, 'site/assets'), { recursive: true });
  writeFileSync(join(folder, 'site/index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'site/assets/app.js'), 'export {}');
  writeFileSync(join(folder, 'site/notes.txt'), 'of no known type');
  writeFileSync(join(folder, 'secret.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

it('serves the files of the folder with their types', () => {
  const assets = assetsFromFolder(join(folder, 'site'));
  expect(assets.get('/index.html')).toMatchObject({ type: 'text/html; charset=utf-8' });
  expect(Buffer.from(assets.get('/assets/app.js')!.body).toString()).toBe('export {}');
});

it.each(['/', '/missing.js', '/notes.txt', '/../secret.json', '/assets/../../secret.json', '/%2e%2e/secret.json', 'index.html', '/__proto__'])('serves nothing for %s', (path) => {
  expect(assetsFromFolder(join(folder, 'site')).get(path)).toBeUndefined();
});
