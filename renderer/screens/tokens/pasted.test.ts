import { expect, test } from 'vitest';
import { makeConsent } from '../../testing/tokens.ts';
import { lookAtPasted } from './pasted.ts';

const begun = makeConsent();
const state = new URL(begun.url).searchParams.get('state');
const look = (text: string) => {
  const { kind, canFinish } = lookAtPasted(text, begun);
  return [kind, canFinish];
};

test.each([
  ['the whole address', `http://127.0.0.1:47113/callback?code=abc&state=${state}&profileId=7`, 'address', true],
  ['with spaces and a line break around it', `  http://127.0.0.1:47113/callback?code=abc&state=${state}\n`, 'address', true],
  ['a redirect URI with a query of its own', `https://app.example.com/wise/callback?tenant=7&code=abc&state=${state}`, 'address', true],
  ['a link of the app', `portcullis://callback?code=abc&state=${state}`, 'address', true],
  ['its query alone', `?code=abc&state=${state}`, 'address', true],
  ['its query without the mark', `code=abc&state=${state}`, 'address', true],
  ['a code without state', 'https://app.example.com/cb?code=abc', 'address', true],
  ['the code alone', 'kZ8-q_1xA', 'code', true],
  ['an answer of no', `https://app.example.com/cb?error=access_denied&error_description=The+user+denied&state=${state}`, 'refusal', true],
  ['another consent’s answer', 'https://app.example.com/cb?code=abc&state=other', 'other-state', false],
  ['no code in it', `https://app.example.com/cb?state=${state}`, 'unreadable', false],
  ['an empty code', `https://app.example.com/cb?code=&state=${state}`, 'unreadable', false],
  ['Wise’s page itself', begun.url, 'consent-page', false],
  ['a sentence', 'I said yes just now', 'unreadable', false],
  ['something far too long', 'x'.repeat(300), 'unreadable', false],
  ['nothing', '  ', 'nothing', false],
])('%s', (_name, text, kind, canFinish) => {
  expect(look(text)).toEqual([kind, canFinish]);
});

test('a no says Wise’s words', () => {
  expect(lookAtPasted('https://a.example/?error=access_denied&error_description=The+user+denied', begun).says).toContain('The user denied');
});
