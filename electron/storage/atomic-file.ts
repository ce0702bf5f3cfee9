import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, type FileHandle, link, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PortcullisError } from '../../shared/errors.ts';
import { storageError, systemCode } from './io-errors.ts';

/** Where a file stands on disk; two equal stamps mean that nobody wrote or replaced it in between. */
export type FileStamp = { readonly inode: bigint; readonly size: bigint; readonly changedNs: bigint };

type WriteOptions = {
  /** The file as it was before stays under this name, by link and rename. */
  keepPreviousAs?: string;
};

// A link at the last step of the path is refused on read; Windows has no such flag and no links without rights.
const NO_FOLLOW = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;

/**
 * Replaces a file whole: temporary file in the same folder, fsync, rename, fsync of the folder; mode 0600.
 * After a crash at any moment the file is either the old or the new one.
 * `parts` are written one after the other. A symbolic link or anything else that is no regular file at `path` is refused.
 * Throws `STORAGE_FULL`, `STORAGE_READ_ONLY` or `STORAGE_FAILED`; then the old file is untouched.
 */
export async function writeAtomic(path: string, parts: readonly Uint8Array[], options: WriteOptions = {}): Promise<FileStamp> {
  const temporary = temporaryName(path);
  try {
    const previous = await regularStamp(path);
    const stamp = await writeDurably(temporary, parts);
    if (previous && options.keepPreviousAs) await keepAs(path, options.keepPreviousAs);
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return stamp;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw storageError(error, path);
  }
}

/** The stamp of a regular file, or undefined when there is none. Throws `STORAGE_FAILED` for a symbolic link, a folder or a device. */
export async function regularStamp(path: string): Promise<FileStamp | undefined> {
  const stats = await lstat(path, { bigint: true }).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw storageError(error, path);
  });
  if (!stats) return undefined;
  if (!stats.isFile()) throw new PortcullisError('STORAGE_FAILED', { reason: 'NOT_A_REGULAR_FILE', file: path });
  return { inode: stats.ino, size: stats.size, changedNs: stats.mtimeNs };
}

export function sameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.inode === b.inode && a.size === b.size && a.changedNs === b.changedNs;
}

/**
 * Reads a regular file whole, or answers undefined when there is none.
 * Throws `STORAGE_FAILED` with reason `TOO_LARGE` above `maxBytes`, and `STORAGE_*` for what the system refuses.
 */
export async function readRegular(path: string, maxBytes: number): Promise<{ bytes: Buffer; stamp: FileStamp } | undefined> {
  const stamp = await regularStamp(path);
  if (!stamp) return undefined;
  if (stamp.size > maxBytes) throw new PortcullisError('STORAGE_FAILED', { reason: 'TOO_LARGE', file: path });
  try {
    const file = await open(path, constants.O_RDONLY | NO_FOLLOW);
    try {
      return { bytes: await file.readFile(), stamp };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw storageError(error, path);
  }
}

/** Removes the temporary files that a killed process left beside `path`. Call it only while holding the profile's lock. */
export async function removeLeftovers(path: string): Promise<void> {
  const [folder, prefix] = [dirname(path), `${basename(path)}.`];
  const names = await readdir(folder).catch(() => []);
  const leftovers = names.filter((name) => name.startsWith(prefix) && LEFTOVER.test(name.slice(prefix.length)));
  await Promise.all(leftovers.map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)));
}

const LEFTOVER = /^[0-9a-f]{16}\.tmp$/;

function temporaryName(path: string): string {
  return `${path}.${randomBytes(8).toString('hex')}.tmp`;
}

async function writeDurably(path: string, parts: readonly Uint8Array[]): Promise<FileStamp> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (const part of parts) await writeAll(file, part);
    await file.sync();
    const { ino, size, mtimeNs } = await file.stat({ bigint: true });
    return { inode: ino, size, changedNs: mtimeNs };
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, offset);
    offset += bytesWritten;
  }
}

async function keepAs(path: string, previous: string): Promise<void> {
  const temporary = temporaryName(previous);
  try {
    await link(path, temporary).catch(async (error: unknown) => {
      if (!NO_HARD_LINKS.has(systemCode(error) ?? '')) throw error;
      await copyFile(path, temporary, constants.COPYFILE_EXCL);
    });
    await rename(temporary, previous);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

// What FAT and some network shares answer to link().
const NO_HARD_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']);

/** Makes the rename durable. The file is in place already, so a file system that cannot sync folders is no reason to call the save failed. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
  }
}
