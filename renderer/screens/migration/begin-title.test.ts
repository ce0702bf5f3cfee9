import { expect, test } from 'vitest';
import { builtIn, production } from '../../testing/fixtures.ts';
import { makeMigration } from '../../testing/migrations.ts';
import { makeToken } from '../../testing/tokens.ts';
import { beginTitle, tokenFirst, waitingTokens } from './begin-title.ts';

const [one, two] = [makeToken({ kind: 'personal', over: production }), makeToken({ kind: 'personal', over: production })];
const underWay = makeMigration('credentials', one, builtIn, production);

test('a token that is on its way or has moved waits no more; one that was given up does', () => {
  const tokens = [one, two, makeToken(), makeToken({ kind: 'personal', state: 'refused' })];
  expect(waitingTokens(tokens, [])).toEqual([one, two]);
  expect(waitingTokens(tokens, [underWay])).toEqual([two]);
  expect(waitingTokens(tokens, [makeMigration(undefined, one, builtIn, production)])).toEqual([two]);
  expect(waitingTokens(tokens, [{ ...underWay, outcome: 'given up' }])).toEqual([one, two]);
});

test('the token one comes from stands first, the others as they were', () => {
  expect(tokenFirst(['a', 'b', 'c'], (id) => id === 'c')).toEqual(['c', 'a', 'b']);
  expect(tokenFirst(['a', 'b'], () => false)).toEqual(['a', 'b']);
});

test('the title is that of the one under way, else how many could go', () => {
  expect([beginTitle([], []), beginTitle([], [one]), beginTitle([], [one, two])]).toEqual(['No personal token here has to move', 'One personal token can move to OAuth', '2 personal tokens can move to OAuth']);
  expect(beginTitle([], Array.from({ length: 1500 }, () => one))).toBe('1,500 personal tokens can move to OAuth');
  expect(beginTitle([underWay], [one])).toBe('Production comes next: 5 of 12 steps done');
  expect(beginTitle([underWay, underWay], [one])).toBe('2 migrations are under way');
});
