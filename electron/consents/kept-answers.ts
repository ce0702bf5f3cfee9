import { setTimeout as sleep } from 'node:timers/promises';
import { toPortcullisError } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Clock } from '../ports.ts';
import type { GrantedToken } from '../wise/oauth.ts';
import type { ConsentAnswer } from './answer.ts';

/** So long a code works at Wise. */
export const KEEP_MS = 30 * 60_000;
/** The vault was locked meanwhile: the next unlock goes on with it. */
const INTERRUPTIONS: ReadonlySet<ErrorCode> = new Set(['VAULT_LOCKED', 'CANCELLED']);

/** `granted`: what Wise gave for it and could not be saved yet. */
type Kept = { answer: ConsentAnswer; at: number; granted?: GrantedToken | undefined; working?: Promise<string>; timer: NodeJS.Timeout };

/** Answers on their way into the vault: each is worked on once at a time, and outlives a lock, in memory, for thirty minutes. */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();
  readonly #now: Clock;

  constructor(now: Clock) {
    this.#now = now;
  }

  /** A token that was granted already is not given up for a newer answer. */
  keep(consentId: string, answer: ConsentAnswer): void {
    const before = this.#kept.get(consentId);
    if (before?.granted || before?.working) return;
    clearTimeout(before?.timer);
    const timer = setTimeout(() => this.#kept.delete(consentId), KEEP_MS).unref();
    this.#kept.set(consentId, { answer, at: this.#now(), timer });
  }

  /** Those that nobody works on now. */
  waiting(): [consentId: string, answer: ConsentAnswer][] {
    return [...this.#kept].filter(([, { at, working }]) => this.#now() - at < KEEP_MS && !working).map(([consentId, { answer }]) => [consentId, answer]);
  }

  granted(consentId: string): { granted: GrantedToken; answer: ConsentAnswer } | undefined {
    const { granted, answer } = this.#kept.get(consentId) ?? {};
    return granted && answer ? { granted, answer } : undefined;
  }

  /** Until it is saved. */
  keepGranted(consentId: string, granted: GrantedToken | undefined): void {
    const kept = this.#kept.get(consentId);
    if (kept) kept.granted = granted;
  }

  /** The same answer, delivered twice, is worked on once; another one waits for the first. `work` answers the id of the token. */
  async once(consentId: string, answer: ConsentAnswer, work: () => Promise<string>): Promise<string> {
    for (let before = this.#kept.get(consentId); before?.working; before = this.#kept.get(consentId)) {
      if (isSame(before.answer, answer)) return before.working;
      await before.working.catch(() => undefined);
    }
    this.keep(consentId, answer);
    const kept = this.#kept.get(consentId);
    if (!kept) return work();
    kept.working = work();
    try {
      return await kept.working;
    } catch (thrown) {
      const { code } = toPortcullisError(thrown);
      const goesOn = INTERRUPTIONS.has(code) || (kept.granted !== undefined && code !== 'CONSENT_NOT_FOUND');
      if (!goesOn) this.drop(consentId);
      throw thrown;
    } finally {
      delete kept.working;
    }
  }

  /** Resolves when nothing is worked on, or after so many milliseconds. */
  async idle(longest: number): Promise<void> {
    const done = new AbortController();
    const working = Promise.all([...this.#kept.values()].map(({ working: one }) => one?.catch(() => undefined)));
    await Promise.race([working, sleep(longest, undefined, { signal: done.signal }).catch(() => undefined)]);
    done.abort();
  }

  drop(consentId: string): void {
    clearTimeout(this.#kept.get(consentId)?.timer);
    this.#kept.delete(consentId);
  }

  clear(): void {
    for (const consentId of this.#kept.keys()) this.drop(consentId);
  }
}

function isSame(one: ConsentAnswer, other: ConsentAnswer): boolean {
  return 'code' in one && 'code' in other ? one.code.reveal() === other.code.reveal() : 'denied' in one && 'denied' in other;
}
