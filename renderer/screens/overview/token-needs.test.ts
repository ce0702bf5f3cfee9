import { expect, test } from 'vitest';
import { builtIn, makeKey, wiseSandbox } from '../../testing/fixtures.ts';
import { makeCertificate } from '../../testing/certificates.ts';
import { makeToken } from '../../testing/tokens.ts';
import { findNeeds } from './needs.ts';
import { tokenNeeds } from './token-needs.ts';

test('each state that needs somebody is told, what refreshes itself is not', () => {
  const states = (['live', 'due', 'replace', 'uncertain', 'refused'] as const).map((state) => makeToken({ label: state, state, kind: state === 'replace' ? 'personal' : 'user' }));
  expect(tokenNeeds(states).map(({ title, pill, tone, action }) => [title, pill, tone, action])).toEqual([
    ['Token refused · Built-in sandbox', 'refused', 'bad', 'Ask anew'],
    ['Token uncertain · Built-in sandbox', 'uncertain', 'warn', 'Ask anew'],
    ['Token replace · Built-in sandbox', 'replace', 'warn', 'Look at it'],
  ]);
});

test('a personal token is made anew on the site of its environment', () => {
  expect(tokenNeeds([makeToken({ kind: 'personal', state: 'refused', over: wiseSandbox })])[0]?.says).toContain('on wise-sandbox.com.');
});

test('an ended one is missed only where calls carry it; an application token never', () => {
  expect(tokenNeeds([makeToken({ state: 'ended' }), makeToken({ kind: 'application', state: 'ended' })])).toEqual([]);
  expect(tokenNeeds([makeToken({ state: 'ended', isInUse: true })])).toHaveLength(1);
});

test('among the rest a refused token stands with what is bad, after certificates and before keys', () => {
  const needs = findNeeds([makeKey({ state: 'expired', endsIn: -2 })], builtIn, Date.now(), [], [makeCertificate({ state: 'expiring', endsIn: 12 }), makeCertificate({ state: 'expired', endsIn: -1, isInUse: true })], [makeToken({ state: 'refused' })]);
  expect(needs.map(({ kind }) => kind)).toEqual(['certificate-ended', 'token', 'expired', 'certificate-ending', 'no-key']);
});
