import type { WiseUser } from '../../../shared/model/tokens.ts';
import type { Run } from '../../../shared/model/views.ts';
import type { Tone } from '../../components/pill.tsx';

export type UserState = WiseUser['state'];

/** How each state of a user is told. */
export const USER_STATES: Record<UserState, { word: string; tone: Tone; says: string }> = {
  'code-made': { word: 'not signed up', tone: 'warn', says: 'Its registration code lies in this vault; Wise does not know the user yet.' },
  'signed-up': { word: 'no token yet', tone: 'warn', says: 'Wise knows the user; no token was fetched with its code yet.' },
  exists: { word: 'was there before', tone: 'warn', says: 'Wise had a user of this address before, so the code opens nothing. Only the person can give a token, on Wise’s consent page.' },
  ready: { word: 'ready', tone: 'ok', says: 'There is a token of this user.' },
};

/** What the primary button does next. */
export type NextStep = 'sign-up' | 'fetch-token' | 'consent' | 'open-token';

const NEXT: Record<UserState, NextStep> = { 'code-made': 'sign-up', 'signed-up': 'fetch-token', exists: 'consent', ready: 'open-token' };

/** The next step; a user whose token was forgotten fetches another. `tokenIds` are those that are still there. */
export function nextStep({ state, tokenId }: Pick<WiseUser, 'state' | 'tokenId'>, tokenIds: ReadonlySet<string>): NextStep {
  if (state !== 'ready') return NEXT[state];
  return tokenId !== undefined && tokenIds.has(tokenId) ? 'open-token' : 'fetch-token';
}

/** Wise takes the registration code no more: the person has claimed the account, most often. Only consent helps then. */
export function isCodeRefused(run: Run | undefined, error: { code: string } | null): boolean {
  return error?.code === 'USER_CODE_REFUSED' || run?.steps.some((step) => step.error?.code === 'USER_CODE_REFUSED') === true;
}
