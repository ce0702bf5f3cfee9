import { expect, test } from 'vitest';
import { hostProblem, hostsProblem, NO_HOSTS, redirectProblem, typedHosts } from './addresses.ts';

const hosts = { apiUrl: 'https://a.example', mtlsUrl: 'https://m.example:8444', consentUrl: 'https://a.example/oauth/authorize/?x=1' };

test.each([
  ['apiUrl', 'https://a.example', undefined],
  ['apiUrl', ' https://a.example:8443/ ', undefined],
  ['apiUrl', 'http://a.example', /^Only https/],
  ['apiUrl', 'a.example', /begins with https/],
  ['apiUrl', 'https:a.example', /begins with https/],
  ['apiUrl', 'ftp://a.example', /begins with https/],
  ['apiUrl', 'https://me:pw@a.example', /no password/],
  ['mtlsUrl', 'https://a.example/v1', /without a path/],
  ['mtlsUrl', 'https://a.example?x', /without a path/],
  ['consentUrl', 'https://a.example/oauth/authorize/', undefined],
  ['consentUrl', 'https://a.example/#top', /before “#”/],
  ['consentUrl', '', undefined],
] as const)('%s %j', (field, text, says) => {
  if (says) expect(hostProblem(field, text)).toMatch(says);
  else expect(hostProblem(field, text)).toBeUndefined();
});

test('hosts of one’s own need all three addresses; those of Wise may be left out together', () => {
  expect(hostsProblem(NO_HOSTS, false)).toBeUndefined();
  expect(hostsProblem(NO_HOSTS, true)).toBe('The address is missing: API.');
  expect(hostsProblem({ ...hosts, mtlsUrl: ' ' }, true)).toBe('The address is missing: API over mTLS.');
  expect(hostsProblem({ ...hosts, mtlsUrl: ' ' }, false)).toBe('Enter all three addresses, or none.');
  expect(hostsProblem({ ...hosts, mtlsUrl: 'http://m.example' }, false)).toMatch(/^Only https/);
  expect(hostsProblem(hosts, true)).toBeUndefined();
});

test('nothing entered is not sent', () => {
  expect(typedHosts({ ...NO_HOSTS, apiUrl: '  ' })).toBeUndefined();
  expect(typedHosts({ ...hosts, apiUrl: ' https://a.example ' })).toEqual(hosts);
});

test('a redirect URI is an address without a fragment', () => {
  expect(redirectProblem('')).toBeUndefined();
  expect(redirectProblem('app.example.com/x')).toMatch(/no address/);
  expect(redirectProblem('https:a.example/x')).toMatch(/no address/);
  expect(redirectProblem('https://a.example/x y')).toMatch(/no address/);
  expect(redirectProblem('portcullis:elsewhere')).toMatch(/oauth\/callback/);
  expect(redirectProblem('portcullis:oauth/callback')).toBeUndefined();
  expect(redirectProblem('https://a.example/#x')).toMatch(/RFC 6749/);
  expect(redirectProblem('https://a.example/?x=1')).toBeUndefined();
});
