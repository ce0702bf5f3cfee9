import type { PersonBearer } from './bearer.ts';
import type { Call } from './call.ts';
import type { World } from './world.ts';

/** What a one-time token is bound to, beside the person. */
export interface ProtectedAction {
  /** Wise's name of it, such as `TRANSFER__FUND` or `BALANCE__GET_STATEMENT`. */
  readonly type: string;
  /** `high`: a token each, two factors of different kinds. `low`: one factor, which opens a session of five minutes. */
  readonly risk: 'high' | 'low';
  readonly profileId: number;
  /** The payload of the body; of a signed body what was signed. Empty without one. */
  readonly payload: string;
}

/**
 * Ends the call with 403, `x-2fa-approval-result: REJECTED` and a fresh one-time token in `x-2fa-approval`, unless it carries a cleared token for this person, action, path with query and payload, or a session covers it.
 * Answers the headers that the answer has to carry. A token that was let through is used up.
 */
export async function requireSca(_call: Call, _world: World, _bearer: PersonBearer, _action: ProtectedAction): Promise<Record<string, string>> {
  return {};
}
