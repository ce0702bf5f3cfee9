import { randomBytes } from 'node:crypto';
import {
  type BigIntStats, closeSync, constants, copyFileSync, fdatasync, fstatSync, fsync, linkSync, lstatSync, openSync, renameSync, rmSync, writeSync, writev,
} from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PortcullisError } from '../../shared/errors.ts';
import { storageError, systemCode } from './io-errors.ts';

/** Where a file stands on disk; two equal stamps mean that nobody wrote or replaced it in between. */
export type FileStamp = { readonly inode: bigint; readonly size: bigint; readonly changedNs: bigint };

// A link at the last step of the path is refused on read; Windows has no such flag and no links without rights.
const NO_FOLLOW = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;

const BATCH_BYTES = 2 ** 20;
const [sync, syncData, writeParts] = [promisify(fsync), promisify(fdatasync), promisify(writev)];

/**
 * Replaces a file whole: temporary file in the same folder, fsync, rename, fsync of the folder; mode 0600.
 * After a crash at any moment the file is either the old or the new one. With `keepPreviousAs` the old one stays under that name.
 * `parts` are written one after the other, each while the next is made. A symbolic link, or anything else that is no regular file,
 * at `path` is refused. Throws `STORAGE_FULL`, `STORAGE_READ_ONLY` or `STORAGE_FAILED`; then the old file is untouched.
 */
export async function writeAtomic(path: string, parts: Iterable<Uint8Array>, keepPreviousAs?: string): Promise<FileStamp> {
  const temporary = temporaryName(path);
  try {
    const previous = regularStamp(path);
    const stamp = await writeDurably(temporary, parts);
    if (previous && keepPreviousAs) keepAs(path, keepPreviousAs);
    renameSync(temporary, path);
    await syncFolder(dirname(path));
    return stamp;
  } catch (error) {
    removeIfThere(temporary);
    throw storageError(error, path);
  }
}

/** The stamp of a regular file, or undefined when there is none. Throws `STORAGE_FAILED` for a symbolic link, a folder or a device. */
export function regularStamp(path: string): FileStamp | undefined {
  try {
    const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (!stats) return undefined;
    if (!stats.isFile()) throw new PortcullisError('STORAGE_FAILED', { reason: 'NOT_A_REGULAR_FILE', file: path });
    return stampOf(stats);
  } catch (error) {
    throw storageError(error, path);
  }
}

export function sameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.inode === b.inode && a.size === b.size && a.changedNs === b.changedNs;
}

/**
 * Reads a regular file whole, or answers undefined when there is none.
 * Throws `STORAGE_FAILED` with reason `TOO_LARGE` above `maxBytes`, and `STORAGE_*` for what the system refuses.
 */
export async function readRegular(path: string, maxBytes: number): Promise<{ bytes: Buffer; stamp: FileStamp } | undefined> {
  const stamp = regularStamp(path);
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

/** The first bytes of a regular file, at most so many; undefined when there is none. Throws `STORAGE_*`. */
export async function readStart(path: string, bytes: number): Promise<Buffer | undefined> {
  if (!regularStamp(path)) return undefined;
  try {
    const file = await open(path, constants.O_RDONLY | NO_FOLLOW);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.subarray(0, bytesRead);
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

// What takes microseconds (names, and writing the last megabyte into the system's cache) is done synchronously: a turn of the thread pool
// takes longer. Whatever waits for the disk is not.
async function writeDurably(path: string, parts: Iterable<Uint8Array>): Promise<FileStamp> {
  const fd = openSync(path, 'wx', 0o600);
  let writing: Promise<void> = Promise.resolve();
  try {
    for (const batch of batches(parts)) {
      await writing;
      if (batch.last) writeNow(fd, batch.parts);
      else writing = writeLarge(fd, batch.parts);
      writing.catch(() => undefined);
    }
    await syncData(fd);
    return stampOf(fstatSync(fd, { bigint: true }));
  } finally {
    await writing.catch(() => undefined);
    closeSync(fd);
  }
}

type Batch = { readonly parts: Uint8Array[]; readonly last: boolean };

/** Puts small parts together to a megabyte or more. */
function* batches(parts: Iterable<Uint8Array>): Generator<Batch> {
  let [batch, size]: [Uint8Array[], number] = [[], 0];
  for (const part of parts) {
    batch.push(part);
    size += part.length;
    if (size < BATCH_BYTES) continue;
    yield { parts: batch, last: false };
    [batch, size] = [[], 0];
  }
  yield { parts: batch, last: true };
}

async function writeLarge(fd: number, parts: Uint8Array[]): Promise<void> {
  const { bytesWritten } = await writeParts(fd, parts);
  // A short write is rare: it comes before the disk is full.
  if (bytesWritten < parts.reduce((sum, { length }) => sum + length, 0)) writeNow(fd, parts, bytesWritten);
}

function writeNow(fd: number, parts: Uint8Array[], from = 0): void {
  const bytes = Buffer.concat(parts);
  for (let done = from; done < bytes.length; ) done += writeSync(fd, bytes, done);
}

function keepAs(path: string, previous: string): void {
  const temporary = temporaryName(previous);
  try {
    linkOrCopy(path, temporary);
    renameSync(temporary, previous);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

// What FAT and some network shares answer to link().
const NO_HARD_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']);

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!NO_HARD_LINKS.has(systemCode(error) ?? '')) throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is removed when the vault is opened the next time.
  }
}

function stampOf({ ino, size, mtimeNs }: BigIntStats): FileStamp {
  return { inode: ino, size, changedNs: mtimeNs };
}

/** Makes the rename durable. The file is in place already, so a file system that cannot sync folders is no reason to call the save failed. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
    await sync(fd).finally(() => closeSync(fd));
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
  }
}
