import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';

const FILE = join(tmpdir(), 'portcullis-e2e-callback-port');

/**
 * The built-in sandbox sends people back to one fixed port of the machine, where each app under test would listen.
 * Of the tests that run at the same time, also in other checkouts, one has it. Answers how to let go of it; what a killed test held is free after half a minute.
 */
export function takeCallbackPort(): Promise<() => Promise<void>> {
  return lock(FILE, { realpath: false, stale: 30_000, update: 5_000, retries: { forever: true, factor: 1, minTimeout: 100, maxTimeout: 100 }, onCompromised: () => undefined });
}
