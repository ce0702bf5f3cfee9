import { PortcullisError } from '../../shared/errors.ts';
import { answerFacts } from '../wise/errors.ts';
import { readProfiles, requestProfiles } from '../wise/profiles.ts';
import { learn, type FactorJob } from './deps.ts';
import { factorsOf } from './entry.ts';

/**
 * Wise's number of the user whose profile it is: what is known of the connection's token, otherwise Wise is asked.
 * Throws `TOKEN_MISSING`, `PROFILE_NOT_SEEN`, `WISE_ANSWER_INVALID` where Wise does not tell, and the errors of the call.
 */
export async function userIdOf(job: FactorJob): Promise<number> {
  const known = knownUser(job);
  if (known !== undefined) return known;
  const { deps: { userTokens }, link, at } = job;
  const { answer } = await userTokens.forConnection(link, (bearer) => requestProfiles(link.client, bearer));
  const { profiles, userId } = readProfiles(answer);
  if (!profiles.some(({ id }) => id === at.profileId)) throw new PortcullisError('PROFILE_NOT_SEEN', { ...answerFacts(answer), reason: profiles.map(({ id }) => id).join(', ') });
  if (userId === undefined) throw new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'ANSWER_SHAPE', field: 'userId' });
  await remember(job, userId);
  return userId;
}

/** A token of the vault knows its own user; what was learned with an earlier one may be another's. */
function knownUser({ deps: { vault }, link: { target }, at }: FactorJob): number | undefined {
  const body = vault.read();
  const { userTokenId } = target;
  return userTokenId === undefined ? factorsOf(body, at).userId : body.tokens.find(({ id }) => id === userTokenId)?.userId;
}

async function remember(job: FactorJob, userId: number): Promise<void> {
  await learn(job, (entry) => (entry.userId === userId ? entry : { ...entry, userId }));
}
