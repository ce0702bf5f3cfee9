import type { Answer } from './answers.ts';
import { statusError } from './answers.ts';
import type { PersonBearer } from './bearer.ts';
import type { Call, Require } from './call.ts';
import { personById } from './people.ts';
import { challengesFor } from './sca/challenges.ts';
import { isUnderPsd2 } from './sca/eea.ts';
import { isBlocked } from './sca/lockout.ts';
import { isClear, type Binding, type OneTimeToken } from './sca/one-time-tokens.ts';
import { isSignedByOwner } from './sca/signed-token.ts';
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

const TOKEN_HEADER = 'x-2fa-approval';
const RESULT_HEADER = 'x-2fa-approval-result';

/**
 * Ends the call with 403, `x-2fa-approval-result: REJECTED` and a fresh one-time token in `x-2fa-approval`, unless it carries a cleared token for this person, action, path with query and payload, or a session covers it.
 * While the person is blocked the 403 has no token. A personal token of a profile under PSD2 gets a plain 403; of another it clears the one-time token with `X-Signature`.
 * Answers the headers that the answer has to carry. A token that was let through is used up.
 */
export async function requireSca(call: Call, world: World, bearer: PersonBearer, action: ProtectedAction): Promise<Record<string, string>> {
  if (world.faults.isScaOff) {
    call.faults.push('noSca');
    return {};
  }
  if (bearer.kind === 'personal') refuseUnderPsd2(call, world, bearer, action);
  const binding: Binding = { userId: bearer.userId, type: action.type, method: call.method, path: pathOf(call), payload: action.payload };
  if (action.risk === 'low' && bearer.kind === 'user' && world.sca.sessions.isOpen(bearer.userId, world.now())) return approved(call, 'A session of five minutes covers it.');
  const token = givenToken(call, world, binding);
  if (token && isProved(call, world, bearer, token)) {
    world.sca.tokens.end(token);
    return approved(call, 'The one-time token is cleared, and used up now.');
  }
  return reject(call, world, binding, action.risk);
}

/** Every new token comes from here. Ends the call with 403 and no token while the person is blocked. */
export function issueToken(call: Call, world: World, binding: Binding, risk: 'high' | 'low'): OneTimeToken {
  const { store, sca, faults, now } = world;
  const isFree: Require = call.checks.refusingWith(() => forbidden({}));
  isFree('blocked', !isPersonBlocked(world, binding.userId), 'New one-time tokens are not blocked.', 'New one-time tokens are blocked: five attempts in a row were wrong.');
  const factors = store.state.sca.enrolled.find(({ userId }) => userId === binding.userId);
  return sca.tokens.issue(binding, risk, challengesFor(risk, factors, faults.challenges), now());
}

/** Too many wrong attempts of that person, or the fault `blockOneTimeTokens`. */
export function isPersonBlocked({ store, sca, now }: World, userId: number): boolean {
  return now() < sca.blockedUntil || isBlocked(store, userId, now());
}

function refuseUnderPsd2(call: Call, world: World, { userId }: PersonBearer, { profileId }: ProtectedAction): void {
  const country = personById(world.store, userId)?.profiles.find(({ id }) => id === profileId)?.country ?? 'GB';
  const free: Require = call.checks.refusingWith((words) => statusError(403, words, call.path, world.now()));
  free('PSD2', !isUnderPsd2(country), `A personal token may do this for a profile in ${country}.`, 'A personal token cannot do this for a profile in the UK or the EEA (PSD2): use a user token.');
}

function givenToken(call: Call, world: World, binding: Binding): OneTimeToken | undefined {
  const id = call.headers[TOKEN_HEADER];
  if (id === undefined) return undefined;
  const token = world.sca.tokens.findFor(String(id), binding, world.now());
  call.checks.note(TOKEN_HEADER, token !== undefined, token ? 'The one-time token is for this call.' : 'The one-time token is unknown, used or expired, or was given for another person, action, path or body.');
  return token;
}

/** The old way signs the token, the new one clears its challenges. */
function isProved(call: Call, world: World, bearer: PersonBearer, token: OneTimeToken): boolean {
  if (bearer.kind === 'personal') return isSignedByOwner(call, world, bearer.userId, token);
  const clear = isClear(token);
  call.checks.note('challenges', clear, clear ? 'Every challenge is passed.' : 'A required challenge is not passed yet.');
  return clear;
}

function approved(call: Call, words: string): Record<string, string> {
  call.checks.note('SCA', true, words);
  return { [RESULT_HEADER]: 'APPROVED' };
}

function reject(call: Call, world: World, binding: Binding, risk: 'high' | 'low'): never {
  const { id } = issueToken(call, world, binding, risk);
  const refuse: Require = call.checks.refusingWith(() => forbidden({ [TOKEN_HEADER]: id }));
  refuse('SCA', false, '', 'The call has to be proved: a one-time token is given.');
}

const forbidden = (headers: Record<string, string>): Answer => ({ status: 403, type: '', headers: { [RESULT_HEADER]: 'REJECTED', ...headers }, body: '' });

function pathOf({ path, query }: Call): string {
  return query.size === 0 ? path : `${path}?${String(query)}`;
}
