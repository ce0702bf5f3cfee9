import { expect, test } from 'vitest';
import { wireError } from '../../testing/fixtures.ts';
import { refusedRun, token, verifiedRun } from '../../testing/runs.ts';
import { isCodeRefused, nextStep } from './states.ts';

const NONE = new Set<string>();

test('each state leads on to the next', () => {
  expect((['code-made', 'signed-up', 'exists'] as const).map((state) => nextStep({ state }, NONE))).toEqual(['sign-up', 'fetch-token', 'consent']);
});

test('a token that was forgotten is fetched again', () => {
  expect(nextStep({ state: 'ready', tokenId: 'a' }, new Set(['a']))).toBe('open-token');
  expect(nextStep({ state: 'ready', tokenId: 'a' }, NONE)).toBe('fetch-token');
  expect(nextStep({ state: 'ready' }, NONE)).toBe('fetch-token');
});

test('a code that Wise takes no more is noticed in a run and in an error', () => {
  const refused = { ...refusedRun(), steps: [{ ...token, state: 'failed' as const, error: wireError('USER_CODE_REFUSED') }] };
  expect([isCodeRefused(refused, null), isCodeRefused(undefined, { code: 'USER_CODE_REFUSED' })]).toEqual([true, true]);
  expect([isCodeRefused(verifiedRun(), null), isCodeRefused(refusedRun(), { code: 'WISE_TIMEOUT' }), isCodeRefused(undefined, null)]).toEqual([false, false, false]);
});
