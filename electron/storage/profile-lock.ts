import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { PortcullisError } from '../../shared/errors.ts';
import { storageError, systemCode } from './io-errors.ts';

/** Milliseconds between two signs of life of the holder. */
const HEARTBEAT_MS = 1000;
/** Without a sign of life for so long, a lock is taken over; for a holder known to be gone the shorter time is enough. */
const STALE_MS = 10_000;
const STALE_OF_DEAD_MS = 2000;
const RETRY_MS = 100;

export type ProfileLock = {
  /** False once somebody else has taken the lock (after a long standstill of this process) or it was released. */
  held(): boolean;
  release(): Promise<void>;
};

/**
 * Takes the one lock of a profile folder. A process that was killed leaves its lock behind: it is taken over within about two seconds.
 * `onLost` is called when this process stood still for so long that another took the lock.
 * Throws `VAULT_IN_USE` while another process holds it, and `STORAGE_*`.
 */
export async function lockProfile(folder: string, onLost: () => void): Promise<ProfileLock> {
  const holderFile = join(folder, 'portcullis.pid');
  let held = true;
  const lost = () => {
    held = false;
    onLost();
  };
  const unlock = await acquire(folder, holderFile, lost);
  await writeFile(holderFile, String(process.pid), { mode: 0o600 }).catch(async (error: unknown) => {
    await unlock();
    throw storageError(error, holderFile);
  });
  return {
    held: () => held,
    async release() {
      if (!held) return;
      held = false;
      await rm(holderFile, { force: true }).catch(() => undefined);
      await unlock().catch(() => undefined);
    },
  };
}

async function acquire(folder: string, holderFile: string, onLost: () => void): Promise<() => Promise<void>> {
  for (let waited = 0; ; waited += RETRY_MS) {
    const holder = await stateOfHolder(holderFile);
    try {
      return await lock(folder, {
        lockfilePath: join(folder, 'portcullis.lock'),
        update: HEARTBEAT_MS,
        stale: holder === 'dead' ? STALE_OF_DEAD_MS : STALE_MS,
        onCompromised: onLost,
      });
    } catch (error) {
      if (systemCode(error) !== 'ELOCKED') throw storageError(error, folder);
      if (holder === 'alive' || waited > STALE_OF_DEAD_MS * 2) throw new PortcullisError('VAULT_IN_USE', { file: folder }, { cause: error });
    }
    await sleep(RETRY_MS);
  }
}

/** The process id only tells how long to wait; what decides is the lock and its heartbeat. */
async function stateOfHolder(holderFile: string): Promise<'alive' | 'dead' | 'unknown'> {
  const pid = Number(await readFile(holderFile, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return 'unknown';
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch (error) {
    return systemCode(error) === 'EPERM' ? 'alive' : 'dead';
  }
}
