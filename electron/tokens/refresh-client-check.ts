import { toPortcullisError } from '../../shared/errors.ts';
import type { Clock } from '../ports.ts';
import type { WiseLink } from '../wise/clients.ts';
import { requestToken } from '../wise/oauth.ts';

/** Tokens of one connection that fail together ask once. */
const KEPT_MS = 10_000;

type Asked = { at: number; isKnown: Promise<boolean> };

/** Wise refuses a dead refresh token and a wrong client secret with the same words (401 `invalid_grant`). Whether the client gets a token of its own tells the two apart. */
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
    const isKnown = ask(link);
    this.#asked.set(link.client, { at: this.#now(), isKnown });
    return isKnown;
  }

  clear(): void {
    this.#asked = new WeakMap();
  }
}

async function ask(link: WiseLink): Promise<boolean> {
  try {
    const { status } = await requestToken(link, { grant_type: 'client_credentials' });
    return status === 200;
  } catch (thrown) {
    // Whatever it is, it is not an answer about the client.
    toPortcullisError(thrown);
    return false;
  }
}
