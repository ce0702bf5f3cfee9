import { SCA_SESSION_MINUTES } from '../../shared/model/approvals.ts';
import type { Clock } from '../ports.ts';

const SESSION_MS = SCA_SESSION_MINUTES * 60_000;

/** Sessions that a cleared token of low risk has opened at Wise, as far as is known here. */
export class ScaSessions {
  readonly #now: Clock;
  /** Ends by connection and profile, milliseconds since 1970. */
  readonly #ends = new Map<string, Map<number, number>>();

  constructor(now: Clock) {
    this.#now = now;
  }

  opened(connectionId: string, profileId: number): void {
    const profiles = this.#ends.get(connectionId) ?? new Map<number, number>();
    profiles.set(profileId, this.#now() + SESSION_MS);
    this.#ends.set(connectionId, profiles);
  }

  /** Wise asked for proofs all the same. */
  closed(connectionId: string, profileId: number): void {
    this.#ends.get(connectionId)?.delete(profileId);
  }

  /** Without a profile the last one to end. Undefined where none is open. */
  endsAt(connectionId: string, profileId?: number): number | undefined {
    const profiles = this.#ends.get(connectionId);
    const ends = profileId === undefined ? [...(profiles?.values() ?? [])] : [profiles?.get(profileId) ?? 0];
    const last = Math.max(0, ...ends);
    return last > this.#now() ? last : undefined;
  }

  forget(): void {
    this.#ends.clear();
  }
}
