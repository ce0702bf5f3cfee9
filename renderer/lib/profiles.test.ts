import { expect, test } from 'vitest';
import { makeItem } from '../testing/approvals.ts';
import { builtIn } from '../testing/fixtures.ts';
import { acme, makeToken, overseas, person } from '../testing/tokens.ts';
import { profilesOf, profileText } from './profiles.ts';

test('the profiles of a connection are those of its token, of what waits and of its balances, its own one first', () => {
  const token = makeToken({ over: builtIn, profiles: [overseas, person], isInUse: true });
  const other = makeToken({ over: builtIn, profiles: [{ ...acme, id: 7, name: 'Not this one' }], isInUse: false });
  const inbox = { items: [makeItem({ profileId: 41, profileName: 'Acme Ltd' })], balances: [{ profileId: 9, balanceId: 1, available: { value: 1, currency: 'EUR' } }] };
  const found = profilesOf({ id: builtIn.id, profileId: person.id, userTokenId: token.id }, [token, other], inbox);
  expect(found.map(profileText)).toEqual([`Maria Andersson (${person.id})`, 'Acme Ltd (41)', `Acme Pacific Pty (${overseas.id})`, 'Profile 9']);
});

test('a profile is named by whoever knows its name, and stands there once', () => {
  const inbox = { items: [makeItem({ profileId: 5, profileName: 'Acme' })], balances: [{ profileId: 5, balanceId: 1, available: { value: 1, currency: 'EUR' } }] };
  expect(profilesOf({ id: builtIn.id, profileId: 5 }, [], inbox)).toEqual([{ id: 5, name: 'Acme' }]);
  expect(profilesOf({ id: builtIn.id }, [], { items: [], balances: inbox.balances, profiles: [{ id: 5, name: 'Acme' }, { id: 6 }] })).toEqual([{ id: 5, name: 'Acme' }, { id: 6 }]);
  expect(profilesOf({ id: builtIn.id }, [], undefined)).toEqual([]);
});
