import { closeSync, constants, fstatSync, fsync, ftruncateSync, openSync, readSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { storageError } from '../storage/io-errors.ts';

const NO_FOLLOW = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;
const BLOCK_BYTES = 256 * 1024;
const LINE_FEED = 0x0a;

const fsyncFile = promisify(fsync);

/** An append-only file of ASCII lines, mode 0600. A line is either in it whole or not at all. */
export class LogFile {
  readonly #path: string;
  readonly #fd: number;
  #size: number;

  /** Opens or makes the file. Throws `STORAGE_*`; a symbolic link is refused. */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#fd = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | NO_FOLLOW, 0o600);
      this.#size = fstatSync(this.#fd).size;
    } catch (error) {
      throw storageError(error, path);
    }
  }

  /**
   * Writes one line, synchronously: into the system's cache, which takes microseconds. It is on disk after `sync`.
   * Throws `STORAGE_*`, then the file is as before.
   */
  append(line: string): void {
    const bytes = Buffer.from(`${line}\n`, 'latin1');
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
      this.#size += bytes.length;
    } catch (error) {
      this.#truncate(this.#size);
      throw storageError(error, this.#path);
    }
  }

  /** Resolves when every line written so far is on disk. Throws `STORAGE_*`. */
  async sync(): Promise<void> {
    await fsyncFile(this.#fd).catch((error: unknown) => {
      throw storageError(error, this.#path);
    });
  }

  /** The lines from the last to the first, without their line feeds. What follows the last line feed is no line. */
  *linesBackward(): Generator<string> {
    let rest = Buffer.alloc(0);
    let seenEnd = false;
    for (let end = this.#size; end > 0; ) {
      const start = Math.max(0, end - BLOCK_BYTES);
      const block = Buffer.concat([this.#read(start, end), rest]);
      let tail = block.length;
      for (let feed = block.lastIndexOf(LINE_FEED); feed >= 0; feed = feed === 0 ? -1 : block.lastIndexOf(LINE_FEED, feed - 1)) {
        if (seenEnd) yield block.toString('latin1', feed + 1, tail);
        seenEnd = true;
        tail = feed;
      }
      rest = block.subarray(0, tail);
      end = start;
    }
    if (seenEnd) yield rest.toString('latin1');
  }

  /** The lines from the first to the last. */
  *lines(): Generator<string> {
    let rest = '';
    for (let start = 0; start < this.#size; start += BLOCK_BYTES) {
      const parts = (rest + this.#read(start, Math.min(start + BLOCK_BYTES, this.#size)).toString('latin1')).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  }

  /** Moves what follows the last `isWhole` line into a file of its own and cuts it off. Answers the number of bytes moved. */
  setAsideTorn(isWhole: (line: string) => boolean, asidePath: string): number {
    const keep = this.#endOfLastWhole(isWhole);
    const torn = this.#size - keep;
    if (torn === 0) return 0;
    try {
      writeFileSync(asidePath, this.#read(keep, this.#size), { mode: 0o600, flag: 'wx', flush: true });
    } catch (error) {
      throw storageError(error, asidePath);
    }
    this.#truncate(keep);
    this.#size = keep;
    return torn;
  }

  /** Gives the file another name; it stays open until `close`. Throws `STORAGE_*`. */
  renameTo(path: string): void {
    try {
      renameSync(this.#path, path);
    } catch (error) {
      throw storageError(error, path);
    }
  }

  close(): void {
    closeSync(this.#fd);
  }

  #endOfLastWhole(isWhole: (line: string) => boolean): number {
    let end = this.#size;
    // Back to the last line feed first, then over lines that are not whole.
    if (end > 0 && this.#read(end - 1, end)[0] !== LINE_FEED) end = this.#lastFeedBefore(end);
    for (const line of this.linesBackward()) {
      if (isWhole(line)) return end;
      end -= line.length + 1;
    }
    return 0;
  }

  #lastFeedBefore(end: number): number {
    for (let stop = end; stop > 0; stop -= BLOCK_BYTES) {
      const start = Math.max(0, stop - BLOCK_BYTES);
      const feed = this.#read(start, stop).lastIndexOf(LINE_FEED);
      if (feed >= 0) return start + feed + 1;
    }
    return 0;
  }

  #read(start: number, end: number): Buffer {
    const bytes = Buffer.alloc(end - start);
    try {
      for (let done = 0; done < bytes.length; ) {
        const count = readSync(this.#fd, bytes, done, bytes.length - done, start + done);
        if (count === 0) throw Object.assign(new Error('shorter than before'), { code: 'EOF' });
        done += count;
      }
      return bytes;
    } catch (error) {
      throw storageError(error, this.#path);
    }
  }

  #truncate(size: number): void {
    try {
      ftruncateSync(this.#fd, size);
    } catch (error) {
      throw storageError(error, this.#path);
    }
  }
}
