import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { profileFiles } from '../storage/profile.ts';

/** Bytes of the path of a Unix domain socket: 104 with its end on macOS, 108 on Linux (unix(7)). */
const LONGEST_SOCKET_PATH = 103;

export type LinkAddress = { path: string; release(): Promise<void> };

/**
 * An address to listen on that nobody else can listen on or connect to, noted in the profile: a socket in the profile,
 * or in a fresh folder of our own where its path would be too long; on Windows a pipe of a name that cannot be guessed.
 */
export async function takeAddress(folder: string, platform = process.platform): Promise<LinkAddress> {
  const { path, made } = await freshPath(folder, platform);
  // The profile can be read by its owner only.
  await writeFile(profileFiles(folder).linkAddress, path, { mode: 0o600 });
  return {
    path,
    async release() {
      await rm(profileFiles(folder).linkAddress, { force: true });
      if (made !== undefined) await rm(made, { recursive: true, force: true });
    },
  };
}

/** Undefined while nobody listens. */
export async function knownAddress(folder: string): Promise<string | undefined> {
  return readFile(profileFiles(folder).linkAddress, 'utf8').catch(() => undefined);
}

async function freshPath(folder: string, platform: NodeJS.Platform): Promise<{ path: string; made?: string }> {
  if (platform === 'win32') return { path: `\\\\.\\pipe\\portcullis-${randomBytes(16).toString('hex')}` };
  const path = profileFiles(folder).linkSocket;
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) {
    // Left behind by a process that was killed: the profile is ours.
    await rm(path, { force: true });
    return { path };
  }
  // Mode 0700.
  const made = await mkdtemp(join(tmpdir(), 'portcullis-'));
  return { path: join(made, basename(path)), made };
}
