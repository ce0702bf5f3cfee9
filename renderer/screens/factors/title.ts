import type { Factors } from '../../../shared/model/approvals.ts';
import { MOST_WRONG_TRIES } from '../../../shared/model/approvals.ts';

export type Kind = 'know' | 'have' | 'are';
type Known = Pick<Factors, 'pin' | 'faceMap' | 'fingerprints' | 'phone'>;

/** What SCA tells apart, in plain words. */
export const KIND_WORDS: Readonly<Record<Kind, string>> = { know: 'something you know', have: 'something you have', are: 'something you are' };

/** The kinds of proof that are enrolled, as far as is known here. */
export function kindsOf({ pin, faceMap, fingerprints, phone }: Known): Kind[] {
  return [...(pin === 'enrolled' ? ['know' as const] : []), ...(fingerprints.length > 0 || phone ? ['have' as const] : []), ...(faceMap === 'enrolled' ? ['are' as const] : [])];
}

const TITLES = ['No kind of proof is known to be enrolled', 'One kind of proof is enrolled', 'Two kinds of proof are enrolled', 'All three kinds of proof are enrolled'] as const;

/** The state in one line; a lockout first. */
export function factorsTitle(factors: Factors | undefined, now: number): string {
  if (!factors) return 'Factors';
  if (isBlocked(factors, now)) return 'Wise takes no proofs for now';
  return TITLES[kindsOf(factors).length] ?? TITLES[3];
}

/** Whether Wise gives no one-time tokens at `now` (milliseconds). */
export function isBlocked({ blockedUntil }: Pick<Factors, 'blockedUntil'>, now: number): boolean {
  return blockedUntil !== undefined && Date.parse(blockedUntil) > now;
}

/** Wrong tries that count, and how many are left; undefined where there are none. */
export function triesText({ wrongTries }: Pick<Factors, 'wrongTries'>): string | undefined {
  if (wrongTries <= 0) return undefined;
  const left = MOST_WRONG_TRIES - wrongTries;
  const used = wrongTries === 1 ? 'One wrong try' : `${wrongTries} wrong tries in a row`;
  return `${used}. ${left === 1 ? 'The next wrong one' : `${left} more`} and Wise blocks for 15 minutes; a right one starts the count anew.`;
}

/** What stops when a proof of this kind goes: a sentence where it is the last of its kind. */
export function lastOfKind(factors: Known, kind: Kind): string | undefined {
  const others = { know: 0, are: 0, have: factors.fingerprints.length + (factors.phone ? 1 : 0) - 1 };
  if (others[kind] > 0) return undefined;
  const left = kindsOf(factors).filter((one) => one !== kind).length;
  return left >= 2 ? undefined : 'As far as is known here, fewer than two kinds are left then: moving money takes two.';
}
