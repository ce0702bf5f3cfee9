import { OneTimeTokens } from './one-time-tokens.ts';
import { Phone } from './phone.ts';
import { ScaSessions } from './sessions.ts';

/** What of SCA lives in memory only. */
export class ScaMemory {
  readonly tokens = new OneTimeTokens();
  readonly sessions = new ScaSessions();
  readonly phone = new Phone();
  /** The fault `blockOneTimeTokens`: nobody gets a new token until then, in milliseconds since 1970. */
  blockedUntil = 0;
}
