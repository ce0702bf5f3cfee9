import { statusError } from './answers.ts';
import { requireUserToken } from './authorization.ts';
import type { PersonBearer } from './bearer.ts';
import { quote, type Call, type Require } from './call.ts';
import { personById, type Person } from './people.ts';
import type { World } from './world.ts';

/** Who calls, and for which profile of theirs. */
export interface Caller {
  readonly bearer: PersonBearer;
  readonly person: Person;
  readonly profile: Person['profiles'][number];
}

/** Answers whose token it is. Ends the call with 401 or 403 unless it is that of a person. */
export function requirePerson(call: Call, world: World): Pick<Caller, 'bearer' | 'person'> {
  const bearer = requireUserToken(call, world);
  return { bearer, person: personById(world.store, bearer.userId)! };
}

/** The same with the profile that `profileId` in the path names. Ends the call with 403 for a profile of somebody else's, and for one that is nobody's: which it is is not told. */
export function requireProfile(call: Call, world: World): Caller {
  return withProfile(call, world, requirePerson(call, world), call.params['profileId'] ?? '');
}

/** The profile of that id. Ends the call with 403 where it is not one of the person's. */
export function withProfile(call: Call, world: World, caller: Pick<Caller, 'bearer' | 'person'>, id: string): Caller {
  const profile = caller.person.profiles.find((one) => String(one.id) === id);
  const own: Require = call.checks.refusingWith((words) => statusError(403, words, call.path, world.now()));
  own('profile', profile, 'The profile is the token owner’s.', `Profile ${quote(id)} is not one of this token’s owner.`);
  return { ...caller, profile };
}
