import type { Clock } from '../ports.ts';
import type { WiseLink } from '../wise/clients.ts';
import { isClientKnown } from '../wise/grant.ts';

/** So long an answer counts for the next token of the connection. */
const KEPT_MS = 10_000;

type Asked = { at: number; isKnown: Promise<boolean> };

/** `isClientKnown`, asked once for tokens that fail together. */
export class RefreshClientCheck {
  readonly #now: Clock;
  /** By client: a connection whose credentials or address changed has another one. */
  #asked = new WeakMap<WiseLink['client'], Asked>();

  constructor(now: Clock) {
    this.#now = now;
  }

  /** False also when it cannot be found out: no token is given up over that. */
  isKnown(link: WiseLink): Promise<boolean> {
    const before = this.#asked.get(link.client);
    const age = before ? this.#now() - before.at : Infinity;
    if (before && age >= 0 && age < KEPT_MS) return before.isKnown;
    const isKnown = isClientKnown(link);
    this.#asked.set(link.client, { at: this.#now(), isKnown });
    return isKnown;
  }

  clear(): void {
    this.#asked = new WeakMap();
  }
}
