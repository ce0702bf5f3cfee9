import { expect, test } from 'vitest';
import { abilitiesOf, PSD2_COUNTRIES, type Verdict } from './token-abilities.ts';
import { TOKEN_KINDS, type TokenKind } from './tokens.ts';

const verdicts = (kind: TokenKind, countries: readonly (string | undefined)[] = []): Record<string, Verdict> => Object.fromEntries(abilitiesOf(kind, countries).map(({ id, verdict }) => [id, verdict]));

test('the EEA is the 27 of the EU with Iceland, Liechtenstein and Norway; the UK is beside it, Switzerland is not', () => {
  expect(new Set(PSD2_COUNTRIES).size).toBe(31);
  expect(['EE', 'GR', 'IS', 'LI', 'NO', 'GB'].every((country) => PSD2_COUNTRIES.includes(country))).toBe(true);
  expect(['CH', 'US', 'UK', 'TR', 'UA'].some((country) => PSD2_COUNTRIES.includes(country))).toBe(false);
});

test('an application token is for keys, the playground and users; what belongs to a person it cannot do', () => {
  expect(verdicts('application')).toMatchObject({ 'upload-keys': 'yes', 'jose-playground': 'yes', 'make-users': 'yes', 'application-webhooks': 'yes', renewal: 'yes', profiles: 'no', 'profile-webhooks': 'no', 'fund-transfers': 'no', statements: 'no' });
});

test('a user token is for what belongs to the person, wherever that is', () => {
  const wanted = { profiles: 'yes', 'profile-webhooks': 'yes', 'fund-transfers': 'yes', statements: 'yes', 'upload-keys': 'no', 'jose-playground': 'no', 'make-users': 'no' };
  for (const countries of [[], ['DE'], ['US']]) expect(verdicts('user', countries)).toMatchObject(wanted);
});

test.each<[string, (string | undefined)[], Verdict]>([
  ['in the EU', ['EE'], 'no'],
  ['in the UK', ['GB'], 'no'],
  ['in the EEA, in small letters', ['no'], 'no'],
  ['outside', ['US', 'SG'], 'yes'],
  ['in both', ['DE', 'US'], 'depends'],
  ['in the EU, and one not known', ['DE', undefined], 'depends'],
  ['outside, and one not known', ['US', undefined], 'depends'],
  ['nowhere that is known', [], 'depends'],
  ['of an unreadable country', ['Deutschland'], 'depends'],
])('a personal token with profiles %s: funding and statements', (_where, countries, verdict) => {
  expect(verdicts('personal', countries)).toMatchObject({ 'fund-transfers': verdict, statements: verdict, profiles: 'yes', 'other-calls': 'depends', renewal: 'no', 'upload-keys': 'no' });
});

test('the reason names the countries and what to use instead', () => {
  const fund = abilitiesOf('personal', ['DE', 'DE', 'FR']).find(({ id }) => id === 'fund-transfers');
  expect(fund?.says).toBe('Not for a profile in the EU, EEA or UK (DE, FR): PSD2 keeps personal tokens from it. A user token can.');
});

test('every kind is told the same things, each once, in whole sentences', () => {
  const ids = TOKEN_KINDS.map((kind) => abilitiesOf(kind, ['DE']).map(({ id }) => id));
  expect(new Set(ids[0]).size).toBe(ids[0]?.length);
  expect(ids).toEqual([ids[0], ids[0], ids[0]]);
  for (const { says } of TOKEN_KINDS.flatMap((kind) => abilitiesOf(kind, []))) expect(says).toMatch(/^[A-Z].*\.$/);
});
