import { createHash, randomUUID } from 'node:crypto';
import { isCleared, viewChallenges, type Challenge, type PhoneWay, type Risk } from './challenges.ts';

/** As Wise states it. */
const VALID_SECONDS = 3600;
/** Beyond this the oldest dies, so that a loop of calls cannot fill the memory. */
const MOST_TOKENS = 1000;

/** What a token is bound to. It serves nothing else. */
export interface Binding {
  readonly userId: number;
  /** Wise's name of the action. */
  readonly type: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly payload: string;
}

export interface OneTimeToken {
  readonly id: string;
  readonly userId: number;
  readonly type: string;
  readonly risk: Risk;
  /** SHA-256 of all it is bound to. */
  readonly seal: string;
  readonly challenges: readonly Challenge[];
  /** When codes that were sent to the phone end, in milliseconds since 1970, by the way they went. */
  readonly codes: Map<PhoneWay, number>;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

const sealOf = ({ userId, type, method, path, payload }: Binding): string => createHash('sha256').update(JSON.stringify([userId, type, method, path, payload])).digest('hex');

/** One-time tokens, in memory only. `now` is in milliseconds since 1970 throughout. */
export class OneTimeTokens {
  readonly #tokens = new Map<string, OneTimeToken>();

  issue(binding: Binding, risk: Risk, challenges: readonly Challenge[], now: number): OneTimeToken {
    const { userId, type } = binding;
    const token: OneTimeToken = { id: randomUUID(), userId, type, risk, seal: sealOf(binding), challenges, codes: new Map(), endsAt: now + VALID_SECONDS * 1000 };
    this.#tokens.set(token.id, token);
    if (this.#tokens.size > MOST_TOKENS) this.#tokens.delete(this.#tokens.keys().next().value!);
    return token;
  }

  /** That person's live token; undefined for one that is unknown, somebody else's, used or expired. */
  find(id: string, userId: number, now: number): OneTimeToken | undefined {
    const token = this.#tokens.get(id.toLowerCase());
    return token && token.userId === userId && now < token.endsAt ? token : undefined;
  }

  /** The same, for what it is bound to. */
  findFor(id: string, binding: Binding, now: number): OneTimeToken | undefined {
    const token = this.find(id, binding.userId, now);
    return token?.seal === sealOf(binding) ? token : undefined;
  }

  /** It is used up from now on. */
  end({ id }: OneTimeToken): void {
    this.#tokens.delete(id);
  }

  endAll(): void {
    this.#tokens.clear();
  }
}

export const isClear = ({ challenges }: OneTimeToken): boolean => isCleared(challenges);

/** As Wise shows it, without the wrapper. */
export function viewToken({ id, challenges, endsAt, type, userId }: OneTimeToken, now: number): Record<string, unknown> {
  return { oneTimeToken: id, challenges: viewChallenges(challenges, userId), validity: Math.ceil((endsAt - now) / 1000), actionType: type, userId };
}
