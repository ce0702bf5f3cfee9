import { expect, test } from 'vitest';
import { NO_HOSTS } from './addresses.ts';
import { NO_CREDENTIALS } from './credential-fields.tsx';
import { draftProblem, inputOf, type Draft } from './draft.ts';

const hosts = { apiUrl: 'https://a.example', mtlsUrl: 'https://m.example', consentUrl: 'https://a.example/consent' };
const credentials = { ...NO_CREDENTIALS, clientId: 'id', clientSecret: 'secret' };
const sandbox: Draft = { environment: 'wise-sandbox', credentials, hosts: NO_HOSTS, redirectUri: '' };

test('the built-in sandbox sends nothing but its name, whatever was typed before', () => {
  const draft: Draft = { environment: 'built-in', credentials: { ...credentials, name: 'Acme' }, hosts, redirectUri: 'x' };
  expect(draftProblem(draft)).toBeUndefined();
  expect(inputOf(draft)).toEqual({ environment: 'built-in', name: 'Built-in sandbox' });
});

test('one of Wise’s needs its credentials alone, and leaves out what was left empty', () => {
  expect(draftProblem({ ...sandbox, credentials: NO_CREDENTIALS })).toBe('The client id is missing.');
  expect(draftProblem(sandbox)).toBeUndefined();
  expect(inputOf(sandbox)).toEqual({ environment: 'wise-sandbox', name: 'Wise sandbox', clientId: 'id', clientSecret: 'secret' });
});

test('hosts of one’s own are needed there', () => {
  expect(draftProblem({ ...sandbox, environment: 'custom' })).toBe('The address is missing: API.');
  expect(draftProblem({ ...sandbox, environment: 'custom', hosts })).toBeUndefined();
  expect(inputOf({ ...sandbox, environment: 'custom', hosts, redirectUri: ' portcullis:x ' })).toMatchObject({ hosts, redirectUri: 'portcullis:x' });
});

test('a redirect URI that is none is told before it is sent', () => {
  expect(draftProblem({ ...sandbox, redirectUri: 'callback' })).toMatch(/no address/);
});

test('the word goes along for production alone', () => {
  const typed = { ...credentials, typed: 'PRODUCTION' };
  expect(inputOf({ ...sandbox, environment: 'production', credentials: typed })).toMatchObject({ word: 'PRODUCTION' });
  expect(inputOf({ ...sandbox, credentials: typed })).not.toHaveProperty('word');
});
