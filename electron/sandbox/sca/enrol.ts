import { noContent, type Answer } from '../answers.ts';
import type { Call, Require } from '../call.ts';
import type { World } from '../world.ts';
import { enrolOnce, hashFactor, removeOnce } from './factors.ts';
import { codedError, requireProver } from './require.ts';
import { readSecret } from './read-secret.ts';
import { SECRET_FACTORS } from './secret-factors.ts';

/** Enrols the one PIN or face map that a user can have. Ends the call with 409 where there is one. */
export async function enrolSecret(call: Call, world: World, kind: 'pin' | 'faceMap'): Promise<void> {
  const userId = requireProver(call, world);
  const { value } = await readSecret(call, world, kind);
  const hash = await hashFactor(world.store, userId, kind, value);
  const { name, code } = SECRET_FACTORS[kind];
  const isNew: Require = call.checks.refusingWith((words) => codedError(409, `${code}.already.setup`, words));
  isNew('unique', enrolOnce(world.store, userId, kind, hash), `The ${name} is enrolled.`, `A ${name} has been set up for this user already.`);
}

/** Answers 204; 404 where there is none. */
export function removeSecret(call: Call, world: World, kind: 'pin' | 'faceMap', userId: number): Answer {
  const { name, code } = SECRET_FACTORS[kind];
  const there: Require = call.checks.refusingWith((words) => codedError(404, `${code}.not.setup`, words));
  there('enrolled', removeOnce(world.store, userId, kind), `The ${name} is removed.`, `No ${name} has been set up for this user.`);
  return noContent();
}
