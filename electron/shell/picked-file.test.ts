import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pickedFile } from './picked-file.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portcullis-picked-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test.each([
  [2, 'ab'],
  [4, 'abcd'],
  [1_000_000, 'abcd'],
])('reads at most %i bytes', async (maxBytes, text) => {
  await writeFile(join(dir, 'key.pem'), 'abcd');
  const file = pickedFile(join(dir, 'key.pem'));
  expect(file.name).toBe('key.pem');
  expect(Buffer.from(await file.read(maxBytes)).toString()).toBe(text);
});
