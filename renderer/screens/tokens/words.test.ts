import { expect, test } from 'vitest';
import { builtIn, production, wireError, wiseSandbox } from '../../testing/fixtures.ts';
import { acme, makeToken, overseas, person } from '../../testing/tokens.ts';
import { byAnswer, countriesOf, forgetSays, portions, profileOf, refreshedSays, useSays, whatItIs, whereMade } from './words.ts';

test('the profile is the one that was picked, or the only one', () => {
  expect(profileOf({ profiles: [acme, person], profileId: person.id })).toBe(person);
  expect(profileOf({ profiles: [acme] })).toBe(acme);
  expect(profileOf({ profiles: [acme, person] })).toBeUndefined();
});

test('a country that is not known is kept as such, for it decides nothing', () => {
  const { country: _, ...nowhere } = overseas;
  expect(countriesOf({ profiles: [acme, { ...acme, id: 2 }, nowhere] })).toEqual(['GB', undefined]);
});

test('what stands together and has one answer is told once', () => {
  const no = { verdict: 'no', says: 'It needs the application token.' } as const;
  const yes = { verdict: 'yes', says: 'Of the profiles it sees.' } as const;
  const abilities = [{ id: 'upload-keys', title: 'A', ...no }, { id: 'make-users', title: 'B', ...no }, { id: 'profiles', title: 'C', ...yes }, { id: 'other-calls', title: 'D', ...no }] as const;
  expect(byAnswer(abilities).map(({ titles }) => titles)).toEqual([['A', 'B'], ['C'], ['D']]);
});

test('forgetting says what stops, and that Wise is not told', () => {
  const [stops, told] = forgetSays(makeToken({ kind: 'personal', over: production, isInUse: true }));
  expect(stops).toContain('Acme Payments');
  expect(stops).toContain('they stop');
  expect(told).toContain('delete it on wise.com');
  expect(forgetSays(makeToken())[1]).toContain('it has no call for that');
  expect(forgetSays(makeToken({ kind: 'application' }))).toEqual(['It is dropped from memory. The next call of Built-in sandbox fetches another.']);
});

test('using a token names the one it displaces, and a profile that it does not see', () => {
  const token = makeToken({ label: 'Next', profiles: [overseas], over: builtIn });
  const says = useSays(token, builtIn, makeToken({ label: 'Old' })).join(' ');
  expect(says).toContain('in place of “Old”');
  expect(says).toContain(`does not see profile ${builtIn.profileId}`);
  expect(useSays(token, production, undefined)[1]).toContain(overseas.name);
});

test('what came of refreshing many is counted', () => {
  const done = { tokenId: 'a' };
  const failed = { tokenId: 'b', error: wireError('WISE_UNREACHABLE') };
  expect(refreshedSays([done])).toBe('One token refreshed.');
  expect(refreshedSays([done, done, failed])).toBe('2 tokens refreshed, 1 not.');
  expect(refreshedSays([failed, failed])).toBe('None of 2 was refreshed.');
});

test('many are refreshed in portions, none twice and none left out', () => {
  const ids = Array.from({ length: 500 }, (_, index) => String(index));
  const parts = portions(ids);
  expect(parts.flat()).toEqual(ids);
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(25);
});

test('a personal token is made on the site of its environment, and forgetting it points there', () => {
  expect([whereMade(wiseSandbox), whereMade(production)]).toEqual(['wise-sandbox.com', 'wise.com']);
  expect([wiseSandbox, builtIn].map((over) => forgetSays(makeToken({ kind: 'personal', over }))[1])).toEqual([
    'Wise is not told, and the token goes on working: delete it on wise-sandbox.com too, under Settings, API tokens.',
    'The sandbox is not told, and the token goes on working: delete it on the sandbox’s page of API tokens too.',
  ]);
});

test('the sandbox’s own token was made by nobody’s hand', () => {
  const own = makeToken({ kind: 'personal', over: builtIn });
  expect(whatItIs({ ...own, origin: 'sandbox' })).toMatch(/^Made by the built-in sandbox/);
  expect(whatItIs(makeToken({ kind: 'personal', over: wiseSandbox }))).toMatch(/^Made by hand on wise-sandbox\.com/);
});
