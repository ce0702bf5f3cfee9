import { fieldErrors, statusError, type Answer } from '../answers.ts';
import { requireApplicationToken } from '../authorization.ts';
import type { PersonBearer } from '../bearer.ts';
import { quote, type Call, type Require } from '../call.ts';
import { requirePerson, requireProfile } from '../own-profile.ts';
import { personById, type Person } from '../people.ts';
import type { World } from '../world.ts';
import type { OneTimeToken } from './one-time-tokens.ts';

/** Wise's `{errors: [...]}` with a code of its own, such as `pin.not.setup`. */
export const codedError = (status: number, code: string, message: string): Answer => fieldErrors(status, [{ code, message, path: '', arguments: [] }]);

/** The user whose factors the call is about. Ends the call with 401, or with 403 for the token of an application, a personal token, and a profile of somebody else's. */
export function requireProver(call: Call, world: World): number {
  const { bearer } = 'profileId' in call.params ? requireProfile(call, world) : requirePerson(call, world);
  requireUser(call, world, bearer);
  return bearer.userId;
}

/** Ends the call with 403 for a personal token. */
export function requireUser(call: Call, world: World, { kind }: PersonBearer): void {
  const check: Require = call.checks.refusingWith((words) => statusError(403, words, call.path, world.now()));
  check('user token', kind === 'user', 'It is the token of a user.', 'This endpoint takes the token of a user, not a personal one.');
}

/** The user that the path names. Ends the call with 401 or 403 without an application token, with 404 for a user that there is not. */
export function requireNamedUser(call: Call, world: World): Person {
  requireApplicationToken(call, world);
  const id = call.params['userId'] ?? '';
  const person = personById(world.store, Number(id));
  const there: Require = call.checks.refusingWith((words) => codedError(404, 'user.not.found', words));
  there('user', person && String(person.id) === id, 'There is such a user.', `There is no user ${quote(id)}.`);
  return person;
}

const HEADER = 'one-time-token';

/** The user's live one-time token. Ends the call with 400 without one, with 404 for one that is unknown, used, expired or somebody else's: which it is is not told. */
export function requireOneTimeToken(call: Call, world: World, userId: number): OneTimeToken {
  const id = call.headers[HEADER];
  const given: Require = call.checks.refusingWith((words) => statusError(400, words, call.path, world.now()));
  given(HEADER, id !== undefined && id !== '', 'A one-time token came with the call.', 'The header One-Time-Token is missing.');
  const token = world.sca.tokens.find(String(id), userId, world.now());
  const live: Require = call.checks.refusingWith((words) => statusError(404, words, call.path, world.now()));
  live('live token', token, 'It is a live one-time token of this user.', 'There is no such one-time token: it is unknown, used or expired, or somebody else’s.');
  return token;
}
