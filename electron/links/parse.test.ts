import { expect, test } from 'vitest';
import { parseConsentLink, parseLink } from './parse.ts';

test.each(['portcullis://oauth/callback?code=c&state=s', 'portcullis:/oauth/callback?code=c&state=s', 'PORTCULLIS://OAuth/Callback/?state=s&code=c#_=_'])('%s', (link) => {
  const { answer } = parseConsentLink(link);
  expect('code' in answer && answer.code.reveal()).toBe('c');
  expect(answer.state).toBe('s');
});

test('a refusal is an answer too', () => {
  expect(parseConsentLink('portcullis://oauth/callback?error=access_denied&state=s').answer).toEqual({ denied: { wiseCode: 'access_denied' }, state: 's' });
});

test.each([
  'https://oauth/callback?code=c&state=s',
  'portcullis://oauth/callback',
  'portcullis://oauth/callback?code=c',
  'portcullis://oauth/callback?state=s',
  'portcullis://oauth/callback/../../x?code=c&state=s',
  'portcullis://oauth/callback%2f?code=c&state=s',
  'portcullis://user@oauth/callback?code=c&state=s',
  'portcullis://oauth:80/callback?code=c&state=s',
  'portcullis://vault/export?code=c&state=s',
  'portcullis://oauth/callback?code=c&state=s\nsecond line',
  `portcullis://oauth/callback?code=${'c'.repeat(9000)}&state=s`,
])('LINK_UNKNOWN: %j', (link) => {
  expect(() => parseConsentLink(link)).toThrow(expect.objectContaining({ code: 'LINK_UNKNOWN' }));
});

test.each([
  'portcullis://approve?method=POST&path=%2Fv1%2Fx&body=%7B%22a%22%3A%22b%2Bc%22%7D&note=For%20Monday',
  'portcullis:approve?note=For+Monday&path=/v1/x&body={"a":"b%2Bc"}&method=POST',
])('a call to approve: %s', (link) => {
  expect(parseLink(link)).toEqual({ path: 'approve', written: { call: { method: 'POST', path: '/v1/x', body: '{"a":"b+c"}' }, note: 'For Monday' } });
  expect(() => parseConsentLink(link)).toThrow(expect.objectContaining({ code: 'LINK_UNKNOWN' }));
});

test.each([
  ['no host', 'method=GET&path=https://evil.invalid/v1/x'],
  ['no other host', 'method=GET&path=//evil.invalid/v1/x'],
  ['no way up', 'method=GET&path=/v1/x/../../oauth'],
  ['no encoded way up', 'method=GET&path=/v1/%252e%252e/x'],
  ['no header', 'method=GET&path=/v1/x%0D%0AX-Evil:%201'],
  ['nothing else', 'method=GET&path=/v1/x&token=t'],
  ['nothing twice', 'method=GET&path=/v1/x&path=/v1/y'],
  ['no other method', 'method=TRACE&path=/v1/x'],
  ['no body of GET', 'method=GET&path=/v1/x&body={}'],
  ['only JSON', 'method=POST&path=/v1/x&body=a%3Db'],
  ['no member twice', 'method=POST&path=/v1/x&body={"type":"A","type":"B"}'],
  ['no text turned around', 'method=POST&path=/v1/x&body={"a":"%E2%80%AEb"}'],
  ['only UTF-8', 'method=POST&path=/v1/x&note=%ff'],
  ['no fragment', 'method=GET&path=/v1/x#y'],
])('of a link to approve: %s', (_rule, query) => {
  expect(() => parseLink(`portcullis://approve?${query}`)).toThrow(expect.objectContaining({ code: 'LINK_UNKNOWN' }));
});
