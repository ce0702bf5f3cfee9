import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { WaitView } from '../../shared/model/views.ts';
import type { Clock } from '../ports.ts';
import { readHttpDate } from './http-date.ts';

/** Longest wait that is sat out, and how many one call sits out; beyond that the person decides. */
export const LONGEST_WAIT_MS = 60_000;
export const MOST_WAITS = 2;

/** `Retry-After` (RFC 9110, 10.2.3), whole seconds or an HTTP date, as milliseconds from `now`; undefined when absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const until = readHttpDate(header);
  return until === undefined ? undefined : Math.max(0, until - now);
}

export type WaitRequest = { host: string; path: string; ms: number; limitedBy?: string; signal?: AbortSignal };

type Wait = { view: WaitView; cancel: () => void };

/** The waits that go on at this moment, so that they can be seen and ended. `onChange` is called when one begins or ends. */
export class RateLimitWaits {
  readonly #waits = new Map<string, Wait>();
  readonly #onChange: () => void;
  readonly #now: Clock;

  constructor(onChange: () => void = () => undefined, now: Clock = Date.now) {
    this.#onChange = onChange;
    this.#now = now;
  }

  /** Oldest first. */
  list(): WaitView[] {
    return [...this.#waits.values()].map((wait) => wait.view);
  }

  /** Ends a wait: its call fails with `CANCELLED`. A wait that has just ended by itself is no error. */
  cancel(id: string): void {
    this.#waits.get(id)?.cancel();
  }

  cancelAll(): void {
    for (const wait of this.#waits.values()) wait.cancel();
  }

  /** Resolves after `ms`. Rejects with `CANCELLED` when cancelled by id or by `signal`. */
  async wait({ ms, signal, ...facts }: WaitRequest): Promise<void> {
    const id = randomUUID();
    const cancelled = Promise.withResolvers<never>();
    const cancel = () => cancelled.reject(new PortcullisError('CANCELLED', { host: facts.host, path: facts.path }));
    const done = Promise.withResolvers<void>();
    const timer = setTimeout(done.resolve, ms);
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    this.#waits.set(id, { view: { id, ...facts, until: new Date(this.#now() + ms).toISOString() }, cancel });
    this.#onChange();
    try {
      await Promise.race([done.promise, cancelled.promise]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      this.#waits.delete(id);
      this.#onChange();
    }
  }
}
