import { afterEach, beforeEach, expect, test } from 'vitest';
import { grantedParts } from '../tokens/entry.ts';
import { tokenEntry } from '../vault/body.ts';
import { readAccessToken, readGrantedToken, requestToken } from './oauth.ts';
import { Secret } from './secret.ts';
import { startLinked, type Linked } from './testing/linked.ts';
import { json, ROUTES } from './testing/wise-double.ts';

let side: Linked;
beforeEach(async () => {
  side = await startLinked();
});
afterEach(() => side.close());

const ACCESS = { access_token: 'the-access-token', token_type: 'Bearer' };
const NOW = Date.parse('2026-11-23T12:00:00Z');
const answerOf = (body: object) => {
  side.wise.next(ROUTES.token, () => json(body));
  return requestToken(side.link, { grant_type: 'refresh_token', refresh_token: new Secret('the-refresh-token') });
};

test.each([1e9, 3e11, 1e13, 1e300])('a life of %d seconds ends on a date that the vault can keep', async (seconds) => {
  const answer = await answerOf({ ...ACCESS, expires_in: seconds, refresh_token: 'the-next-one', refresh_token_expires_in: seconds });
  const parts = grantedParts(readGrantedToken(answer), NOW);
  const entry = { id: crypto.randomUUID(), connectionId: crypto.randomUUID(), kind: 'user', label: '', origin: 'consent', madeAt: new Date(NOW).toISOString(), history: [], ...parts };
  expect(tokenEntry.safeParse(entry).error).toBeUndefined();
  expect(Date.parse(parts.refresh?.endsAt ?? '')).toBeGreaterThan(NOW);
  expect(() => new Date(NOW + readAccessToken(answer).expiresIn * 1000).toISOString()).not.toThrow();
});

test.each([0, -1, 'never', null])('a new pair is not lost over a refresh token that is said to end in %j', async (given) => {
  const { refresh } = readGrantedToken(await answerOf({ ...ACCESS, expires_in: 60, refresh_token: 'the-next-one', refresh_token_expires_in: given }));
  expect(refresh?.value.reveal()).toBe('the-next-one');
  expect(refresh?.expiresIn).toBeUndefined();
});
