import { expect, test } from 'vitest';
import type { TokenState } from '../../../shared/model/tokens.ts';
import { makeToken } from '../../testing/tokens.ts';
import { dueTokens, isPressing, nextStep } from './next-step.ts';

const step = (kind: 'user' | 'personal', state: TokenState) => nextStep(makeToken({ kind, state }));

test('a user token that is refused, over or uncertain is asked for anew, one that is due refreshed', () => {
  expect((['refused', 'ended', 'uncertain'] as const).map((state) => step('user', state))).toEqual(['consent', 'consent', 'consent']);
  expect([step('user', 'due'), step('user', 'live')]).toEqual(['refresh', 'test']);
});

test('consent does not bring a personal token back: it is replaced', () => {
  expect([step('personal', 'refused'), step('personal', 'replace'), step('personal', 'live')]).toEqual(['replace', 'replace', 'test']);
});

test('an application token asks for nothing', () => {
  const token = makeToken({ kind: 'application', state: 'due' });
  expect([nextStep(token), isPressing(token), dueTokens([token])]).toEqual(['none', false, []]);
});

test('only what can be refreshed is refreshed together', () => {
  const due = makeToken({ state: 'due' });
  expect(dueTokens([due, makeToken(), { ...makeToken({ state: 'due' }), canRefresh: false }])).toEqual([due]);
});
