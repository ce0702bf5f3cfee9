import type { Call, Require } from '../call.ts';
import { isPersonBlocked } from '../sca.ts';
import type { World } from '../world.ts';
import { isAskedFor, pass, type Way } from './challenges.ts';
import { noteRight, noteWrong, triesLeft } from './lockout.ts';
import { isClear, type OneTimeToken } from './one-time-tokens.ts';
import { codedError } from './require.ts';

export interface Proof {
  readonly token: OneTimeToken;
  readonly way: Way;
  /** In sentences, such as "PIN". */
  readonly name: string;
  readonly result: 'right' | 'wrong' | 'none';
  /** Where there is nothing to compare with: 404, or 400 where something has to be done before. */
  readonly none: { readonly status: 400 | 404; readonly code: string; readonly words: string };
}

/**
 * Takes a proof for a one-time token; the last one of a token of low risk opens a session.
 * Ends the call with 400 for a wrong one, which counts, for a way that the token does not ask for and while the person is blocked.
 */
export function prove(call: Call, world: World, { token, way, name, result, none }: Proof): void {
  const { store, now, sca } = world;
  const { userId, challenges } = token;
  checkCan(call, world, token, way);
  const there: Require = call.checks.refusingWith((words) => codedError(none.status, none.code, words));
  there('enrolled', result !== 'none', `There is a ${name} to compare with.`, none.words);
  if (result === 'wrong') noteWrong(store, userId, now());
  const right: Require = call.checks.refusingWith((words) => codedError(400, 'verification.failed', words));
  right('proof', result === 'right', `The ${name} is right.`, wrongWords(world, name, userId));
  noteRight(store, userId);
  pass(challenges, way);
  if (token.risk === 'low' && isClear(token)) sca.sessions.open(userId, now());
}

/** Ends the call with 400 while the person is blocked, and for a way that the token does not ask for. */
export function checkCan(call: Call, world: World, { userId, challenges }: OneTimeToken, way: Way): void {
  const free: Require = call.checks.refusingWith((words) => codedError(400, 'verification.blocked', words));
  free('blocked', !isPersonBlocked(world, userId), 'The user is not blocked.', BLOCKED);
  const asked: Require = call.checks.refusingWith((words) => codedError(400, 'challenge.not.found', words));
  asked('challenge', isAskedFor(challenges, way), `The one-time token asks for ${way}, or takes it in place of another.`, `This one-time token does not take ${way}.`);
}

const BLOCKED = 'Too many wrong attempts: verification and new one-time tokens are blocked for 15 minutes.';

function wrongWords(world: World, name: string, userId: number): string {
  if (isPersonBlocked(world, userId)) return `The ${name} is wrong. ${BLOCKED}`;
  return `The ${name} is wrong. Attempts left before new one-time tokens are blocked: ${triesLeft(world.store, userId)}.`;
}
