import { expect, test } from 'vitest';
import { connectionEntry } from '../wise/testing/ports.ts';
import { summarizeToken } from './summary.ts';
import { NOW, tokenEntry } from './testing/token-side.ts';
import type { TokenEntry } from '../vault/body.ts';

const connection = connectionEntry();
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const HOURS_12 = 720;
const user = (endsIn: number | undefined, change: Partial<TokenEntry> = {}): TokenEntry => {
  const entry = tokenEntry(connection, { kind: 'user', ...change });
  return endsIn === undefined ? entry : { ...entry, access: { value: 'access-token-1', issuedAt: at(endsIn - HOURS_12), endsAt: at(endsIn) } };
};
const refresh = { refresh: { value: 'refresh-token-1', endsAt: at(10_000_000) } };
const refusal = { refusal: { at: at(-1), status: 401, traceId: 'trace-1', wiseCode: 'invalid_token' } };

test.each<[string, TokenEntry, string, boolean, string | undefined]>([
  ['fresh', user(HOURS_12, refresh), 'live', true, undefined],
  ['ten minutes before its end', user(10, refresh), 'due', true, undefined],
  ['past its end, with a refresh token', user(-60, refresh), 'due', true, undefined],
  ['only a refresh token', ((entry) => ({ ...entry, access: undefined }) as unknown as TokenEntry)(user(undefined, refresh)), 'due', true, undefined],
  ['near its end, without a refresh token', user(5), 'live', false, undefined],
  ['past its end, without a refresh token', user(0), 'ended', false, 'TOKEN_ENDED'],
  ['both past their ends', user(-60, { refresh: { value: 'r', endsAt: at(0) } }), 'ended', false, 'TOKEN_ENDED'],
  ['a refresh without an answer', user(60, { ...refresh, refreshBegunAt: at(-1) }), 'uncertain', true, 'TOKEN_ANSWER_LOST'],
  ['refused', user(60, { ...refresh, ...refusal }), 'refused', true, 'TOKEN_REFUSED'],
  ['refused after an answer was lost', user(60, { ...refresh, ...refusal, refreshBegunAt: at(-1) }), 'refused', true, 'TOKEN_ANSWER_LOST'],
  ['personal', tokenEntry(connection), 'live', false, undefined],
  ['personal, to be replaced tomorrow', tokenEntry(connection, { madeAt: at(-29 * 1440), replaceAfterDays: 30 }), 'live', false, undefined],
  ['personal, to be replaced now', tokenEntry(connection, { madeAt: at(-30 * 1440), replaceAfterDays: 30 }), 'replace', false, undefined],
  ['personal, refused', tokenEntry(connection, { madeAt: at(-30 * 1440), replaceAfterDays: 30, ...refusal }), 'refused', false, 'TOKEN_REFUSED'],
])('%s', (_case, entry, state, canRefresh, code) => {
  const summary = summarizeToken(entry, connection, { now: NOW });
  expect([summary.state, summary.canRefresh, summary.problem?.code]).toEqual([state, canRefresh, code]);
});

test('nothing is uncertain while its refresh is under way here', () => {
  expect(summarizeToken(user(60, { ...refresh, refreshBegunAt: at(0) }), connection, { now: NOW, isRefreshing: true }).state).toBe('live');
});

test('of the tokens themselves there are four characters at most, of a very short one fewer', () => {
  const summary = summarizeToken(user(60, { ...refresh, previousRefresh: 'refresh-token-0' }), connection, { now: NOW });
  expect(summary.tail).toBe('en-1');
  expect(JSON.stringify(summary)).not.toMatch(/access-token|refresh-token/);
  const tails = ['abc', 'abcdef', 'abcdefgh'].map((value) => summarizeToken(tokenEntry(connection, { access: { value, issuedAt: at(0) } }), connection, { now: NOW }).tail);
  expect(tails).toEqual(['', 'f', 'efgh']);
});
