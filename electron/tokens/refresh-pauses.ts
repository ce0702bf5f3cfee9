import type { Clock } from '../ports.ts';

const SHORTEST_MS = 30_000;
const LONGEST_MS = 600_000;

type Pause = { since: number; ms: number };

/** How long nobody refreshes a token by itself after that failed: 30 s, then twice as long each time, at most ten minutes. */
export class RefreshPauses {
  readonly #now: Clock;
  readonly #pauses = new Map<string, Pause>();

  constructor(now: Clock) {
    this.#now = now;
  }

  /** `atLeastMs`: what Wise asked for. */
  failed(tokenId: string, atLeastMs: number = 0): void {
    const before = this.#pauses.get(tokenId);
    const ms = before ? Math.min(before.ms * 2, LONGEST_MS) : SHORTEST_MS;
    this.#pauses.set(tokenId, { since: this.#now(), ms: Math.max(ms, Math.min(atLeastMs, LONGEST_MS)) });
  }

  /** Milliseconds; 0 when it may be tried. A clock that was set back does not make the pause longer. */
  left(tokenId: string): number {
    const pause = this.#pauses.get(tokenId);
    if (!pause) return 0;
    const passed = this.#now() - pause.since;
    return passed < 0 ? 0 : Math.max(0, pause.ms - passed);
  }

  end(tokenId: string): void {
    this.#pauses.delete(tokenId);
  }

  clear(): void {
    this.#pauses.clear();
  }
}
