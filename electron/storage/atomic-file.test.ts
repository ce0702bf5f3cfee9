import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { readRegular, regularStamp, removeLeftovers, sameStamp, writeAtomic } from './atomic-file.ts';
import { runNode, withFileSizeLimit } from './testing/child.ts';
import { tempFolder } from './testing/temp-folder.ts';

const bytes = (text: string) => [Buffer.from(text)];
const detailsOf = async (work: () => Promise<unknown>) => {
  const thrown = await work().then(() => undefined, (error: unknown) => error);
  expect(thrown).toBeInstanceOf(PortcullisError);
  const { code, details } = thrown as PortcullisError;
  return { code, reason: details.reason };
};

function* failing() {
  yield Buffer.alloc(3_000_000);
  throw new Error('half-way');
}

describe('writeAtomic', () => {
  test('replaces the file, mode 0600, and keeps the one before under its name', async () => {
    const path = join(tempFolder(), 'file');
    const backup = `${path}.bak`;
    await writeAtomic(path, bytes('one'), backup);
    await writeAtomic(path, bytes('two'), backup);
    const stamp = await writeAtomic(path, bytes('three'), backup);
    expect([readFileSync(path, 'utf8'), readFileSync(backup, 'utf8')]).toEqual(['three', 'two']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(path).nlink).toBe(1);
    expect(sameStamp(stamp, regularStamp(path) ?? stamp)).toBe(true);
  });

  test('writes large content in many parts', async () => {
    const path = join(tempFolder(), 'file');
    const parts = Array.from({ length: 100 }, (_, i) => Buffer.alloc(50_000, i));
    await writeAtomic(path, parts);
    expect(readFileSync(path).equals(Buffer.concat(parts))).toBe(true);
  });

  test('a content that fails half-way leaves the old file and no temporary one', async () => {
    const path = join(tempFolder(), 'file');
    await writeAtomic(path, bytes('old'));
    expect(await detailsOf(() => writeAtomic(path, failing()))).toEqual({ code: 'STORAGE_FAILED', reason: 'UNKNOWN' });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(join(path, '..'))).toEqual(['file']);
  });

  test('refuses a symbolic link and a folder in place of the file', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'target'), 'target');
    symlinkSync(join(folder, 'target'), join(folder, 'link'));
    mkdirSync(join(folder, 'folder'));
    const refused = { code: 'STORAGE_FAILED', reason: 'NOT_A_REGULAR_FILE' };
    for (const name of ['link', 'folder']) {
      expect(await detailsOf(() => writeAtomic(join(folder, name), bytes('new')))).toEqual(refused);
      expect(await detailsOf(() => readRegular(join(folder, name), 100))).toEqual(refused);
    }
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('target');
  });

  test.skipIf(process.platform === 'win32')('no space left: STORAGE_FULL, the old file stays', async () => {
    const path = join(tempFolder(), 'file');
    writeFileSync(path, 'old');
    const source = `
      import { writeAtomic } from '${import.meta.resolve('./atomic-file.ts')}';
      const error = await writeAtomic(process.argv[1], [Buffer.alloc(100_000)]).catch((error) => error);
      console.log(error.code, error.details.reason);
    `;
    expect(runNode(withFileSizeLimit(4096), source, path)).toBe('STORAGE_FULL EFBIG');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(join(path, '..'))).toEqual(['file']);
  });
});

test('readRegular bounds what it reads and answers undefined for no file', async () => {
  const path = join(tempFolder(), 'file');
  expect(await readRegular(path, 10)).toBeUndefined();
  writeFileSync(path, '12345');
  expect((await readRegular(path, 5))?.bytes.toString()).toBe('12345');
  expect(await detailsOf(() => readRegular(path, 4))).toEqual({ code: 'STORAGE_FAILED', reason: 'TOO_LARGE' });
});

test('removeLeftovers takes the temporary files of this file only', async () => {
  const folder = tempFolder();
  for (const name of ['a.0123456789abcdef.tmp', 'b.0123456789abcdef.tmp', 'a.tmp', 'a']) writeFileSync(join(folder, name), '');
  await removeLeftovers(join(folder, 'a'));
  expect(readdirSync(folder)).toEqual(['a', 'a.tmp', 'b.0123456789abcdef.tmp']);
});
