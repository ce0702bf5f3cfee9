import { expect, test } from 'vitest';
import { builtIn } from '../../testing/fixtures.ts';
import { makeUser } from '../../testing/users.ts';
import { emailProblem, usersTitle } from './title.ts';

const ready = makeUser();
const open = makeUser({ state: 'exists' });
const problem = (email: string) => emailProblem(email, [makeUser({ email: 'Maria@example.com' })], builtIn.id);

test('the title says who has no token', () => {
  expect(usersTitle([])).toBe('No user was made from here yet');
  expect([usersTitle([ready]), usersTitle([ready, ready])]).toEqual(['One user, with a token', '2 users, each with a token']);
  expect([usersTitle([open]), usersTitle([ready, open]), usersTitle([open, ready, open])]).toEqual(['One user, without a token yet', '1 of 2 users has no token yet', '2 of 3 users have no token yet']);
});

test('an address is checked before it is sent', () => {
  expect(problem('new.user+1@example.co.uk')).toBeUndefined();
  for (const email of ['', ' ', 'name', 'name@host', 'a b@example.com', `${'a'.repeat(250)}@example.com`]) expect(problem(email), email).toBeDefined();
  expect(problem(' maria@EXAMPLE.com ')).toContain('open it in the list');
  expect(emailProblem('maria@example.com', [makeUser({ email: 'maria@example.com' })], 'another')).toBeUndefined();
});
