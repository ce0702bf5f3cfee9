import { noContent, type Answer } from '../answers.ts';
import { quote, type Call } from '../call.ts';
import { requireFields, type FieldRule } from '../json-body.ts';
import type { ThreeDsChallenge } from '../money/model.ts';
import { refuse } from '../money/refuse.ts';
import { requireProfile } from '../own-profile.ts';
import { requireUser } from '../sca/require.ts';
import { readProtectedBody } from '../protected-body.ts';
import type { Route } from '../route.ts';
import { requireSca } from '../sca.ts';
import type { World } from '../world.ts';

export const threeDsRoutes: readonly Route[] = [
  { method: 'POST', path: '/v3/spend/profiles/{profileId}/3dsecure/challenge-result', about: 'the result of a 3DS challenge: {transactionReference, challengeStatus: APPROVED or REJECTED}, plain or signed (JWS); SCA, high risk; the references that wait are at /__sandbox/money', handle: tell },
];

const RULES: readonly FieldRule[] = [
  { path: 'transactionReference', rule: 'a text of 1 to 100 characters', fits: (value) => typeof value === 'string' && value !== '' && value.length <= 100 },
  { path: 'challengeStatus', rule: 'APPROVED or REJECTED', fits: (value) => value === 'APPROVED' || value === 'REJECTED' },
];

/** The first result counts; those after it get the same 204 and change nothing. 400 for a challenge that is unknown, or over without a result; 403 for a personal token, in whatever country. */
async function tell(call: Call, world: World): Promise<Answer> {
  const { bearer, profile } = requireProfile(call, world);
  requireUser(call, world, bearer);
  const { fields, payload, reply } = await readProtectedBody(call, world);
  requireFields(call, fields, RULES);
  findOpen(call, world, profile.id, fields);
  const headers = await requireSca(call, world, bearer, { type: 'CARD__3DS_CHALLENGE_RESULT', risk: 'high', profileId: profile.id, payload });
  const challenge = findOpen(call, world, profile.id, fields);
  if (challenge.result === undefined) keepResult(world, challenge, fields['challengeStatus'] === 'APPROVED' ? 'APPROVED' : 'REJECTED');
  return reply({ ...noContent(), headers });
}

function findOpen(call: Call, world: World, profileId: number, fields: Record<string, unknown>): ThreeDsChallenge {
  const reference = fields['transactionReference'];
  const found = world.store.state.money.threeDs.find((one) => one.reference === reference && one.profileId === profileId);
  if (!found) return refuse(call, 400, 'NOT_VALID', `There is no 3DS challenge ${quote(reference)} of profile ${profileId}.`, 'transactionReference');
  if (found.result === undefined && world.now() >= Date.parse(found.endsAt)) return refuse(call, 400, 'challenge.expired', `The 3DS challenge ended at ${found.endsAt}.`, 'transactionReference');
  return found;
}

function keepResult({ store }: World, challenge: ThreeDsChallenge, result: NonNullable<ThreeDsChallenge['result']>): void {
  const { money } = store.state;
  store.change({ money: { ...money, threeDs: money.threeDs.map((one) => (one === challenge ? { ...one, result } : one)) } });
}
