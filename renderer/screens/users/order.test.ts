import { expect, test } from 'vitest';
import { builtIn, production } from '../../testing/fixtures.ts';
import { acme, makeToken, person } from '../../testing/tokens.ts';
import { makeUser } from '../../testing/users.ts';
import { rowsOf, searchUsers, sortUsers, tokensSeeing } from './order.ts';

const token = makeToken({ label: 'Maria’s token', over: production, profiles: [person] });
const maria = makeUser({ email: 'maria@example.com', over: production, tokenId: token.id, profiles: [person] });
const adam = makeUser({ email: 'Adam@example.com', state: 'exists' });
const rows = rowsOf([maria, adam], [token], [builtIn, production]);
const emails = (list: readonly { user: { email: string } }[]) => list.map(({ user }) => user.email);

test('a row knows its token and its environment', () => {
  expect(rows.map((row) => [row.token?.label, row.environment])).toEqual([['Maria’s token', 'production'], [undefined, 'built-in']]);
});

test('they are sorted by what is read, whatever its case', () => {
  expect(emails(sortUsers(rows, { by: 'email', down: false }))).toEqual(['Adam@example.com', 'maria@example.com']);
  expect(emails(sortUsers(rows, { by: 'email', down: true }))).toEqual(['maria@example.com', 'Adam@example.com']);
});

test('every word is found somewhere: address, profile, token, state', () => {
  for (const text of ['MARIA', String(person.id), 'andersson ready', 'token maria']) expect(emails(searchUsers(rows, text)), text).toEqual(['maria@example.com']);
  expect(emails(searchUsers(rows, 'there before'))).toEqual(['Adam@example.com']);
  expect(searchUsers(rows, 'maria adam')).toEqual([]);
});

test('the tokens that see a profile are those of its connection', () => {
  const others = [makeToken({ over: builtIn, profiles: [person] }), makeToken({ over: production, profiles: [acme] })];
  expect(tokensSeeing(person.id, production.id, [token, ...others])).toEqual([token]);
});
