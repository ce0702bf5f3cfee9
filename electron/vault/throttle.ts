import { PortcullisError } from '../../shared/errors.ts';
import type { FailedTries } from '../storage/preferences.ts';
import { OWNER_ID } from './all-doors.ts';

const FREE_TRIES = 3;
const LONGEST_MS = 60_000;

/** Where the failed tries are kept across a restart. */
export type FailedTriesMemory = { readonly failedTries: FailedTries; rememberFailedTries(tries: FailedTries): void };

/** Milliseconds to wait after so many wrong tries in a row: nothing up to the third, then 1 s, 2 s, 4 s ... 60 s. */
export function delayAfter(count: number): number {
  return count < FREE_TRIES ? 0 : Math.min(1000 * 2 ** (count - FREE_TRIES), LONGEST_MS);
}

/**
 * Slows down guessing at the lock screen. It binds only somebody who has no more than the window: whoever can read the vault file
 * guesses elsewhere, where only Argon2id slows them down.
 * Wrong tries count over all doors together, and until every door they were made at has opened: who guesses another's passphrase
 * cannot start anew by giving their own.
 */
export class Throttle {
  readonly #memory: FailedTriesMemory;
  readonly #now: () => number;

  constructor(memory: FailedTriesMemory, now: () => number) {
    this.#memory = memory;
    this.#now = now;
  }

  /** When the next try is allowed, in milliseconds since the epoch; undefined when it is now. */
  retryAt(): number | undefined {
    const { count, lastAt } = this.#memory.failedTries;
    const now = this.#now();
    // A clock that was set back must not lock anybody out for longer than the delay itself.
    const until = Math.min(lastAt, now) + delayAfter(count);
    if (lastAt > now && delayAfter(count) > 0) this.#memory.rememberFailedTries({ ...this.#memory.failedTries, lastAt: now });
    return until > now ? until : undefined;
  }

  /** Throws `VAULT_WAIT`. */
  assertFree(): void {
    const until = this.retryAt();
    if (until !== undefined) throw new PortcullisError('VAULT_WAIT', { retryAfterMs: until - this.#now() });
  }

  failed(personId: string): void {
    const { count } = this.#memory.failedTries;
    this.#memory.rememberFailedTries({ count: Math.min(count + 1, 1000), lastAt: this.#now(), doors: [...new Set([...this.#doors(), personId])] });
  }

  /** This person's door opened; `people` are those who have one. Tries at a door that is no more count no longer, or nothing would ever end them. */
  succeeded(personId: string, people: readonly string[]): void {
    const { count, lastAt } = this.#memory.failedTries;
    const doors = this.#doors().filter((one) => one !== personId && people.includes(one));
    if (count > 0) this.#memory.rememberFailedTries(doors.length > 0 ? { count, lastAt, doors } : { count: 0, lastAt: 0 });
  }

  /** Those at which tries have failed. */
  #doors(): readonly string[] {
    const { count, doors = [OWNER_ID] } = this.#memory.failedTries;
    return count > 0 ? doors : [];
  }
}
