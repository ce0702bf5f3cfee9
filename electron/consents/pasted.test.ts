import { describe, expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { comesBackBy } from '../../shared/redirect-uri.ts';
import { readPasted } from './pasted.ts';
import { loopbackOf } from './redirect-uri.ts';

const URI = 'https://app.example.com/wise/callback?tenant=7';
const ANSWER = `${URI}&code=c0de-1&state=st&profileId=7001`;

/** What was read, with the code in the open; or the error code. */
function read(pasted: string, redirectUri = URI): unknown {
  try {
    const answer = readPasted(pasted, redirectUri);
    return 'code' in answer ? { ...answer, code: answer.code.reveal() } : answer;
  } catch (thrown) {
    return thrown instanceof PortcullisError ? thrown.code : thrown;
  }
}

test.each([
  ['the address', ANSWER],
  ['with a fragment', `${ANSWER}#_=_`],
  ['in quotes', `"${ANSWER}"`],
  ['in typographic quotes, with a full stop of the mail', `“${ANSWER}”`],
  ['in angle brackets', ` <${ANSWER}>\n`],
  ['HTML-escaped', ANSWER.replaceAll('&', '&amp;')],
  ['folded by a mail program', ANSWER.replace('code=', 'co\r\nde=')],
  ['quoted in an answer', ANSWER.replace('&state', '\n> &state')],
  ['with an invisible character', `\u200b${ANSWER}`],
  ['without the scheme, as address bars show it', ANSWER.slice('https://'.length)],
  ['with its host in capitals', ANSWER.replace('app.example.com', 'APP.Example.com')],
  ['its query', ANSWER.slice(ANSWER.indexOf('?'))],
  ['its query without the question mark', 'code=c0de-1&state=st&profileId=7001'],
  ['in the fragment', `${URI}#code=c0de-1&state=st&profileId=7001`],
  ['a link that the company’s page made of it', 'portcullis://oauth/callback?code=c0de-1&state=st&profileId=7001'],
])('%s', (_name, pasted) => {
  expect(read(pasted)).toEqual({ code: 'c0de-1', state: 'st', profileId: 7001 });
});

test.each([['c0de-1', 'c0de-1'], [' "c0de-1" ', 'c0de-1'], ['ab/c+d==', 'ab/c+d=='], ['ab%2Fc', 'ab/c']])('the code alone: %s', (pasted, code) => {
  expect(read(pasted)).toEqual({ code });
});

test.each(['error=access_denied&error_description=The+user+denied&state=st', '?error=access_denied&error_description=The%20user%20denied&state=st'])('a refusal: %s', (pasted) => {
  expect(read(pasted)).toEqual({ denied: { wiseCode: 'access_denied', wiseMessage: 'The user denied' }, state: 'st' });
});

test.each([
  ['the page before', `https://wise.com/oauth/authorize/?client_id=a&state=st`, 'CONSENT_UNREADABLE'],
  ['the redirect URI without an answer', URI, 'CONSENT_UNREADABLE'],
  ['a sentence', 'it did not work', 'CONSENT_UNREADABLE'],
  ['a page', 'https://app.example.com/wise/callback', 'CONSENT_UNREADABLE'],
  ['two codes', `${ANSWER}&code=another`, 'CONSENT_UNREADABLE'],
  ['a code and an error', `${ANSWER}&error=access_denied`, 'CONSENT_UNREADABLE'],
  ['another link', 'portcullis://settings?code=c0de-1&state=st', 'CONSENT_UNREADABLE'],
  ['a broken escape', 'ab%2', 'CONSENT_UNREADABLE'],
  ['another host', ANSWER.replace('app.', 'evil.'), 'CONSENT_STATE'],
  ['another path', ANSWER.replace('callback', 'callback2'), 'CONSENT_STATE'],
  ['another tenant', ANSWER.replace('tenant=7', 'tenant=8'), 'CONSENT_STATE'],
  ['http instead of https', ANSWER.replace('https', 'http'), 'CONSENT_STATE'],
  ['a host that begins alike', ANSWER.replace('.com', '.com.evil.example'), 'CONSENT_STATE'],
])('not believed: %s', (_name, pasted, code) => {
  expect(read(pasted)).toBe(code);
});

test('control characters and great lengths do not reach the screen', () => {
  expect(read(`error=a%0Ab&error_description=${'x'.repeat(900)}`)).toEqual({ denied: { wiseCode: 'a b', wiseMessage: 'x'.repeat(500) } });
});

describe('redirect URIs', () => {
  test.each([
    ['http://127.0.0.1:47113/callback', { host: '127.0.0.1:47113', addresses: ['127.0.0.1'], port: 47113 }],
    ['http://localhost/callback', { host: 'localhost', addresses: ['127.0.0.1', '::1'], port: 80 }],
    ['http://[::1]:9000/', { host: '[::1]:9000', addresses: ['::1'], port: 9000 }],
  ])('%s is loopback', (uri, loopback) => {
    expect(loopbackOf(uri)).toEqual(loopback);
    expect(comesBackBy(uri)).toBe('loopback');
  });

  test.each([
    ['https://127.0.0.1/callback', 'paste'], ['http://192.168.0.4/callback', 'paste'], ['http://localhost.example.com/', 'paste'], ['http://0.0.0.0:8080/', 'paste'], ['not an address', 'paste'], ['http://constructor/callback', 'paste'],
    ['portcullis://oauth/callback', 'link'], ['portcullis:/oauth/callback?a=1', 'link'], ['portcullis://elsewhere', 'paste'],
  ])('%s comes back by %s', (uri, how) => {
    expect(loopbackOf(uri)).toBeUndefined();
    expect(comesBackBy(uri)).toBe(how);
  });
});
