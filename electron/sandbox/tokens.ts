import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';

/** Twelve hours, as Wise counts them. */
export const TOKEN_SECONDS = 43_199;
/** Beyond this the oldest token dies, so that a loop of token calls cannot fill the memory. */
const MOST_TOKENS = 10_000;

/** Access tokens, in memory only: none outlives the process. */
export class Tokens {
  /** Token to its end, in milliseconds since 1970. */
  readonly #ends = new Map<string, number>();

  /** A new application token; it dies `seconds` after `now`, which is in milliseconds since 1970. */
  issue(now: number, seconds: number): { token: string; endsAt: number } {
    const token = randomUUID();
    const endsAt = now + seconds * 1000;
    this.#ends.set(token, endsAt);
    if (this.#ends.size > MOST_TOKENS) this.#ends.delete(this.#ends.keys().next().value!);
    return { token, endsAt };
  }

  /** Every token dies. */
  endAll(): void {
    this.#ends.clear();
  }

  isAlive(token: string, now: number): boolean {
    const endsAt = this.#ends.get(token);
    return endsAt !== undefined && now < endsAt;
  }
}

/** Compares two secrets in constant time, whatever their lengths. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
