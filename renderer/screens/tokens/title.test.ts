import { expect, test } from 'vitest';
import { builtIn, production } from '../../testing/fixtures.ts';
import { makeConsent, makeToken } from '../../testing/tokens.ts';
import { tokensLead, tokensTitle } from './title.ts';

test('what is good is counted', () => {
  expect(tokensTitle([makeToken(), makeToken({ state: 'due' }), makeToken({ kind: 'application' }), makeToken({ kind: 'personal' })])).toBe('All 4 tokens are good');
  expect([tokensTitle([makeToken()]), tokensTitle([]), tokensTitle(undefined)]).toEqual(['Your token is good', 'No tokens yet', 'Tokens']);
});

test('what needs somebody comes first: one by its name, several by their number', () => {
  const refused = makeToken({ label: 'Payroll', state: 'refused' });
  expect(tokensTitle([makeToken(), refused], [makeConsent()])).toBe('“Payroll” is refused by Wise');
  expect(tokensTitle([refused, makeToken({ state: 'uncertain' })])).toBe('2 tokens need you');
  expect(tokensTitle([makeToken({ label: 'x'.repeat(80), state: 'refused' })]).length).toBeLessThan(70);
});

test('an ended one that nothing uses presses nobody, and is not told as good', () => {
  expect(tokensTitle([makeToken({ state: 'ended' }), makeToken()])).toBe('1 of 2 tokens are good');
});

test('without anything pressing, a consent that is waited for is told', () => {
  expect(tokensTitle([makeToken()], [makeConsent()])).toBe('One consent is waited for');
});

test('the line below says what calls for a profile carry', () => {
  const token = makeToken({ label: 'Ledger' });
  expect(tokensLead([token], { ...builtIn, userTokenId: token.id })).toContain('carry “Ledger”');
  expect(tokensLead([], builtIn)).toContain('the sandbox’s own');
  expect(tokensLead([], production)).toContain('has no token');
});
