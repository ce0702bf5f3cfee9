import { expect, test } from 'vitest';
import { parseLink } from './parse.ts';

test.each(['portcullis://oauth/callback?code=c&state=s', 'portcullis:/oauth/callback?code=c&state=s', 'PORTCULLIS://OAuth/Callback/?state=s&code=c#_=_'])('%s', (link) => {
  const { answer } = parseLink(link);
  expect('code' in answer && answer.code.reveal()).toBe('c');
  expect(answer.state).toBe('s');
});

test('a refusal is an answer too', () => {
  expect(parseLink('portcullis://oauth/callback?error=access_denied&state=s').answer).toEqual({ denied: { wiseCode: 'access_denied' }, state: 's' });
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
  expect(() => parseLink(link)).toThrow(expect.objectContaining({ code: 'LINK_UNKNOWN' }));
});
