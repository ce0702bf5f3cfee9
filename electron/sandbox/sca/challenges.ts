import type { FaultsInForce } from '../faults.ts';
import type { Enrolled } from './saved.ts';

/** Wise's types of proof; the fault `challenges` may ask for others too, which nothing can clear. */
export const PHONE_WAYS = ['SMS', 'WHATSAPP', 'VOICE'] as const;
export type PhoneWay = (typeof PHONE_WAYS)[number];
export type Way = PhoneWay | 'PIN' | 'PARTNER_DEVICE_FINGERPRINT' | 'FACE_MAP';

/** `high`: a token each, two proofs of different kinds. `low`: one proof, which opens a session. */
export type Risk = 'high' | 'low';

/** One proof that a token asks for: any one of its ways, the first of which is the primary one. */
export interface Challenge {
  readonly ways: readonly string[];
  /** The way that passed it. */
  passedBy?: Way;
}

/** What a new token asks for. Two ways of one kind never stand in different challenges: two kinds are needed for high risk. */
export function challengesFor(risk: Risk, factors: Enrolled | undefined, forced: FaultsInForce['challenges']): Challenge[] {
  if (forced) return forced.types.map((type) => ({ ways: [type] }));
  const inherence = factors?.faceMap === undefined ? [] : ['FACE_MAP'];
  const device = factors?.fingerprints.length ? ['PARTNER_DEVICE_FINGERPRINT'] : [];
  const possession = [...PHONE_WAYS, ...device];
  return risk === 'low' ? [{ ways: ['PIN', ...possession, ...inherence] }] : [{ ways: ['PIN', ...inherence] }, { ways: possession }];
}

export const isAskedFor = (challenges: readonly Challenge[], way: Way): boolean => challenges.some(({ ways }) => ways.includes(way));

/** Notes a proof at the first challenge that waits for it. A way that has passed one passes no other. */
export function pass(challenges: readonly Challenge[], way: Way): void {
  if (challenges.some(({ passedBy }) => passedBy === way)) return;
  const waiting = challenges.find(({ ways, passedBy }) => passedBy === undefined && ways.includes(way));
  if (waiting) waiting.passedBy = way;
}

export const isCleared = (challenges: readonly Challenge[]): boolean => challenges.every(({ passedBy }) => passedBy !== undefined);

/** As Wise shows them to the person `userId`. */
export function viewChallenges(challenges: readonly Challenge[], userId: number): Record<string, unknown>[] {
  const view = (type: string) => ({ type, viewData: { attributes: { userId } } });
  return challenges.map(({ ways: [primary = '', ...others], passedBy }) => ({ primaryChallenge: view(primary), alternatives: others.map(view), required: true, passed: passedBy !== undefined }));
}
