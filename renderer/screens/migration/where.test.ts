import { expect, test } from 'vitest';
import { builtIn, production, wiseSandbox } from '../../testing/fixtures.ts';
import { makeToken } from '../../testing/tokens.ts';
import { apiTokensPage, whereOf } from './where.ts';

const personal = makeToken({ kind: 'personal', over: production });
const user = makeToken({ over: wiseSandbox });
const over = { connection: wiseSandbox, tokens: [personal], personal };

test('consent: first the redirect URI, then the page, then nothing but the check', () => {
  const { redirectUri: _, ...without } = wiseSandbox;
  expect(whereOf('rehearse-consent', { ...over, connection: without })).toMatchObject({ place: { screen: 'connections', editing: 'redirect URI' }, isMissing: true });
  expect(whereOf('rehearse-consent', over)).toMatchObject({ place: { screen: 'tokens', consenting: true, connectionId: wiseSandbox.id }, isMissing: true });
  expect(whereOf('rehearse-consent', { ...over, tokens: [personal, user] })).toMatchObject({ place: { tokenId: user.id }, isMissing: false });
});

test('a token that Wise refuses, and one of another connection, are none', () => {
  const tokens = [makeToken({ over: wiseSandbox, state: 'refused' }), makeToken({ over: production })];
  expect([whereOf('rehearse-consent', { ...over, tokens }).isMissing, whereOf('rehearse-exchange', { ...over, tokens }).isMissing]).toEqual([true, true]);
});

test('a certificate is missing until the connection uses one', () => {
  expect(whereOf('rehearse-certificate', over)).toMatchObject({ place: { screen: 'new-certificate' }, isMissing: true });
  const connection = { ...wiseSandbox, certificateId: crypto.randomUUID() };
  expect([whereOf('rehearse-certificate', { ...over, connection }).isMissing, whereOf('rehearse-mtls', { ...over, connection }).isMissing, whereOf('rehearse-mtls', over).isMissing]).toEqual([false, false, true]);
});

test('a connection that still carries the personal token has to let go of it before the proof', () => {
  const known = { ...over, connection: production };
  expect(whereOf('prove', known).isMissing).toBe(false);
  expect(whereOf('prove', { ...known, connection: { ...production, userTokenId: personal.id } })).toMatchObject({ label: 'Pick the user token', place: { editing: 'user token' }, isMissing: true });
  expect(whereOf('prove', { ...known, personal: undefined }).isMissing).toBe(true);
  expect(whereOf('delete', known)).toMatchObject({ place: { tokenId: personal.id }, isMissing: false });
});

test('the sandbox’s page of API tokens stands beside its consent page; Wise’s is on wise.com', () => {
  expect(apiTokensPage({ ...builtIn, consentUrl: 'http://127.0.0.1:41125/oauth/authorize/' })).toBe('http://127.0.0.1:41125/__sandbox/api-tokens');
  expect(apiTokensPage(production)).toBeUndefined();
});
