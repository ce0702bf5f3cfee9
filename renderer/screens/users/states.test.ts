import { expect, test } from 'vitest';
import { nextStep } from './states.ts';

const NONE = new Set<string>();

test('each state leads on to the next', () => {
  expect((['code-made', 'signed-up', 'exists'] as const).map((state) => nextStep({ state }, NONE))).toEqual(['sign-up', 'fetch-token', 'consent']);
});

test('a token that was forgotten is fetched again', () => {
  expect(nextStep({ state: 'ready', tokenId: 'a' }, new Set(['a']))).toBe('open-token');
  expect(nextStep({ state: 'ready', tokenId: 'a' }, NONE)).toBe('fetch-token');
  expect(nextStep({ state: 'ready' }, NONE)).toBe('fetch-token');
});
