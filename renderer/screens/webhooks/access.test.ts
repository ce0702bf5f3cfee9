import { expect, test } from 'vitest';
import { builtIn, production } from '../../testing/fixtures.ts';
import { lacksOf, readProfileId, scopeOf } from './access.ts';

const { profileId: _, clientKey: __, ...unstarted } = builtIn;

test('the built-in sandbox needs nothing but to have been started for a profile', () => {
  expect([lacksOf(unstarted, 'application'), lacksOf(unstarted, 'profile')]).toEqual([[], ['sandbox']]);
  expect(scopeOf(builtIn, 'profile')).toEqual({ domain: 'profile', profileId: builtIn.profileId });
});

test('with Wise the application needs its client key', () => {
  expect(lacksOf(production, 'application')).toEqual(['client key']);
  expect(scopeOf(production, 'application')).toBeUndefined();
  expect(scopeOf({ ...production, clientKey: 'x' }, 'application')).toEqual({ domain: 'application' });
});

test('with Wise a profile needs its id and a token of its own', () => {
  expect(lacksOf(production, 'profile')).toEqual(['profile id', 'user token']);
  expect(lacksOf({ ...production, profileId: 7 }, 'profile')).toEqual(['user token']);
  expect(lacksOf({ ...production, hasUserToken: true, clientKey: 'x' }, 'profile')).toEqual(['profile id']);
  expect(scopeOf({ ...production, profileId: 7, hasUserToken: true }, 'profile')).toEqual({ domain: 'profile', profileId: 7 });
});

test.each([['30120001', 30120001], [' 7 ', 7], ['0', undefined], ['-1', undefined], ['1.5', undefined], ['1e3', undefined], ['', undefined], ['9'.repeat(17), undefined]])('profile id %j is %s', (text, id) => {
  expect(readProfileId(text)).toBe(id);
});
