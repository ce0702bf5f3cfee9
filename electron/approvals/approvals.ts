import type { OpenApproval } from '../../shared/model/approvals.ts';
import type { Services } from '../services.ts';
import type { ApprovalEntry } from '../vault/body.ts';

/** Approvals at work: one call at a time per deed, one-time tokens in memory only, every outcome on record before it is told. */
export class Approvals {
  readonly #services: () => Services;

  constructor(services: () => Services) {
    this.#services = services;
  }

  /** How an entry of the vault stands now, for the screen. */
  viewOf(_entry: ApprovalEntry): OpenApproval {
    throw new Error('TODO');
  }

  /** Milliseconds since 1970 until which calls of low risk need no proof; undefined without a session. */
  sessionEndsAt(_connectionId: string, _profileId?: number): number | undefined {
    return this.#services() ? undefined : undefined;
  }

  /** Begins nothing any more, waits a moment for answers under way, and saves what is known of them, as before a lock. */
  async settle(): Promise<void> {}

  /** Drops one-time tokens and kept answers. */
  forget(): void {}
}
