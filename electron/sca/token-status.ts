import { PortcullisError } from '../../shared/errors.ts';
import { CHALLENGE_TYPES, type ChallengeType } from '../../shared/model/approvals.ts';
import { answerFacts } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import type { TokenObject } from '../wise/one-time-tokens.ts';
import type { Secret } from '../wise/secret.ts';

/** What Wise tells of a one-time token. */
export type TokenStatus = {
  /** In Wise's order. `ways`: the primary one first; types that are not known here stand in `unknown`. */
  challenges: { required: boolean; passed: boolean; ways: ChallengeType[]; unknown: string[] }[];
  /** Until it ends. */
  validitySeconds: number;
  actionType?: string;
  userId?: number;
};
type Challenge = TokenStatus['challenges'][number];

/** Where Wise does not tell. */
const USUAL_VALIDITY_SECONDS = 3600;
/** Longest name of a challenge or action that is kept, in characters. */
const LONGEST_NAME = 100;

/** No challenge is required and not passed. */
export function isClear({ challenges }: TokenStatus): boolean {
  return challenges.every(({ required, passed }) => passed || !required);
}

/** Throws `SCA_OTHER_TOKEN` when the answer names another token than ours. */
export function assertSameToken({ oneTimeToken }: TokenObject, token: Secret<string>, answer: WiseAnswer): void {
  if (oneTimeToken && oneTimeToken !== token.reveal()) throw new PortcullisError('SCA_OTHER_TOKEN', answerFacts(answer));
}

/** What is missing counts as required and not passed. */
export function statusFrom({ challenges, validity, actionType, userId }: TokenObject): TokenStatus {
  return {
    challenges: (challenges ?? []).map(challengeFrom),
    validitySeconds: Math.max(0, Math.floor(validity ?? USUAL_VALIDITY_SECONDS)),
    ...(actionType ? { actionType: actionType.slice(0, LONGEST_NAME) } : {}),
    ...(userId ? { userId } : {}),
  };
}

/** Does an answer of a verify call tell all that the status would? Those of v2 leave out alternatives and what is required. */
export function isWhole({ oneTimeToken, challenges, validity }: TokenObject): boolean {
  return Boolean(oneTimeToken) && typeof validity === 'number' && challenges !== null && challenges !== undefined && challenges.length > 0
    && challenges.every(({ required, passed, alternatives }) => typeof required === 'boolean' && typeof passed === 'boolean' && Array.isArray(alternatives));
}

/** The status with what a verify answer says is passed: Wise's status may lag behind it. Of several with the same primary way the first goes with the first. */
export function withPassed(status: TokenStatus, told: TokenStatus): TokenStatus {
  const left = [...told.challenges];
  const challenges = status.challenges.map((one) => {
    const at = left.findIndex((other) => keyOf(other) === keyOf(one));
    const [same] = at < 0 ? [] : left.splice(at, 1);
    return same?.passed ? { ...one, passed: true } : one;
  });
  return { ...status, challenges };
}

/** Is a challenge passed for which this way will do? */
export function hasPassed({ challenges }: TokenStatus, way: ChallengeType): boolean {
  return challenges.some(({ passed, ways }) => passed && ways.includes(way));
}

/** Is one left for which it will do? */
export function isLeft({ challenges }: TokenStatus, way: ChallengeType): boolean {
  return challenges.some(({ passed, ways }) => !passed && ways.includes(way));
}

function keyOf({ ways, unknown }: Challenge): string {
  return ways[0] ?? unknown[0] ?? '';
}

function challengeFrom({ primaryChallenge, alternatives, required, passed }: NonNullable<TokenObject['challenges']>[number]): Challenge {
  const types = [...new Set([primaryChallenge, ...(alternatives ?? [])].flatMap((type) => (type ? [type.slice(0, LONGEST_NAME)] : [])))];
  return { required: required ?? true, passed: passed ?? false, ways: types.filter(isKnown), unknown: types.filter((type) => !isKnown(type)) };
}

function isKnown(type: string): type is ChallengeType {
  return CHALLENGE_TYPES.some((known) => known === type);
}
