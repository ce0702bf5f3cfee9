import { existsSync } from 'node:fs';
import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PortcullisError } from '../../shared/errors.ts';
import { storageError, systemCode } from './io-errors.ts';
import { lockProfile } from './profile-lock.ts';

/** Every file Portcullis keeps in a profile folder. */
export function profileFiles(folder: string) {
  return {
    vault: join(folder, 'vault.json'),
    vaultBackup: join(folder, 'vault.json.bak'),
    audit: join(folder, 'audit.log'),
    preferences: join(folder, 'preferences.json'),
    /** Where this process listens for links, while it runs; mostly the socket. */
    linkAddress: join(folder, 'links.address'),
    linkSocket: join(folder, 'links.sock'),
  };
}

/** A profile folder that belongs to this process alone until `close`. */
export type Profile = {
  /** Absolute, links resolved. */
  readonly folder: string;
  readonly files: ReturnType<typeof profileFiles>;
  /** Throws `VAULT_IN_USE` when another process has taken the folder over. */
  assertOurs(): void;
  close(): Promise<void>;
};

/**
 * Makes the folder if need be, closes it to others (mode 0700) and locks it against a second process.
 * `onLost` is called when another process took it over: lock the vault then.
 * Throws `VAULT_IN_USE`, `STORAGE_READ_ONLY`, `STORAGE_FULL`, `STORAGE_FAILED`.
 */
export async function openProfile(dir: string, onLost: () => void = () => undefined): Promise<Profile> {
  const folder = await prepareFolder(dir);
  const lock = await lockProfile(folder, onLost);
  return {
    folder,
    files: profileFiles(folder),
    assertOurs() {
      if (!lock.held()) throw new PortcullisError('VAULT_IN_USE', { file: folder });
    },
    close: () => lock.release(),
  };
}

async function prepareFolder(dir: string): Promise<string> {
  try {
    await makeFolder(dir);
    const folder = await realpath(dir);
    const { mode } = await stat(folder);
    // Takes rights away from others only: a folder its owner made read-only stays so.
    if (mode & 0o077) await chmod(folder, mode & 0o700);
    return folder;
  } catch (error) {
    throw storageError(error, dir);
  }
}

/** Not `mkdir` with `recursive`: where a file system answers ENOENT to a new folder (procfs, an automount), Node tries that without end. */
async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { mode: 0o700 });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST' && (await stat(dir)).isDirectory()) return;
    if (code !== 'ENOENT' || existsSync(dirname(dir))) throw error;
    await makeFolder(dirname(dir));
    await mkdir(dir, { mode: 0o700 });
  }
}
