import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TokenEntry } from '../vault/body.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import type { Handler, Reply } from '../wise/testing/tls-server.ts';
import { json, ROUTES } from '../wise/testing/wise-double.ts';
import { requestProfiles } from '../wise/profiles.ts';
import { findToken } from './entry.ts';
import { UserTokens } from './user-tokens.ts';

// Servers that answer as Wise may, and the built-in sandbox does not.
const MINUTE = 60_000;
const PROFILES = 'GET /v2/profiles';
let side: Linked;
let userTokens: UserTokens;
let id = '';
beforeEach(async () => {
  side = await startLinked();
  userTokens = new UserTokens({ vault: side.vault, audit: side.audit, now: side.now });
  const at = (minutes: number) => new Date(side.clock.now + minutes * MINUTE).toISOString();
  const entry: TokenEntry = {
    id: crypto.randomUUID(), connectionId: side.link.target.id, kind: 'user', label: 'Acme', origin: 'consent', madeAt: at(-59), profiles: [], history: [],
    access: { value: 'access-1', issuedAt: at(-59), endsAt: at(1) }, refresh: { value: 'refresh-1', endsAt: at(9_999_999) },
  };
  id = entry.id;
  await side.vault.update((body) => ({ ...body, tokens: [entry] }));
});
afterEach(() => side.close());

const entry = () => findToken(side.vault.read(), id);
const answering = (reply: Reply): Handler => () => reply;
const grants = () => side.wise.received.filter(({ path, body }) => path === '/oauth/token' && body.startsWith('grant_type=refresh_token')).map(({ body }) => new URLSearchParams(body).get('refresh_token'));
const refresh = () => userTokens.refresh(side.link, id);
const call = () => userTokens.authorized(side.link, id, (token) => requestProfiles(side.link.client, token));
const NEW = { access_token: 'access-2', token_type: 'bearer', expires_in: 43_199, refresh_token: 'refresh-2' };

const endsIn = (seconds: number) => new Date(side.clock.now + seconds * 1000).toISOString();
const TAKEN: [name: string, body: object, seconds: number][] = [
  ['extra members, and no scope', { ...NEW, jti: 'x', additionalInformation: { a: [null] }, created_at: null }, 43_199],
  ['token_type Bearer', { ...NEW, token_type: 'Bearer' }, 43_199],
  ['expires_at of another format', { ...NEW, expires_at: 'Fri Nov 27 2026 05:00:00 GMT' }, 43_199],
  ['expires_at as a number', { ...NEW, expires_at: 1_795_000_000 }, 43_199],
  ['seconds as text', { ...NEW, expires_in: '3600', refresh_token_expires_in: '600' }, 3600],
  ['no seconds', { ...NEW, expires_in: undefined, expires_at: '2026-11-27T05:00:00Z' }, 43_199],
  ['seconds that are none', { ...NEW, expires_in: 'soon', refresh_token_expires_in: 'never' }, 43_199],
  ['nothing left', { ...NEW, expires_in: 0, refresh_token_expires_in: 0 }, 43_199],
  ['the longest number of Java', { ...NEW, expires_in: 3600, refresh_token_expires_in: 2 ** 63 }, 3600],
  ['no token_type', { ...NEW, token_type: undefined }, 43_199],
];
test.each(TAKEN)('a refresh is kept, whatever else its answer says: %s', async (_name, body, seconds) => {
  side.wise.next(ROUTES.token, answering(json(body)));
  await refresh();
  expect(entry()).toMatchObject({ access: { value: 'access-2', endsAt: endsIn(seconds) }, refresh: { value: 'refresh-2' }, previousRefresh: 'refresh-1' });
  expect(entry().refreshBegunAt).toBeUndefined();
});

test('a token of another type is not used, and what became of the refresh is said to be unknown', async () => {
  side.wise.next(ROUTES.token, answering(json({ ...NEW, token_type: 'DPoP' })));
  await expect(refresh()).rejects.toMatchObject({ code: 'WISE_ANSWER_INVALID', details: { field: 'token_type' } });
  expect(entry()).toMatchObject({ access: { value: 'access-1' }, refreshBegunAt: endsIn(0) });
});

test.each([{}, { refresh_token: null }, { refresh_token: '' }, { refresh_token: 'refresh-1' }])('without a new refresh token the old one goes on: %j', async (change) => {
  const { refresh_token: _, ...rest } = NEW;
  side.wise.next(ROUTES.token, answering(json({ ...rest, ...change })), answering(json({ ...NEW, access_token: 'access-3' })));
  await refresh();
  expect(entry()).toMatchObject({ access: { value: 'access-2' }, refresh: { value: 'refresh-1' } });
  expect(entry().previousRefresh).toBeUndefined();
  await refresh();
  expect(grants()).toEqual(['refresh-1', 'refresh-1']);
  expect(entry()).toMatchObject({ access: { value: 'access-3' }, refresh: { value: 'refresh-2' } });
});

test.each([400, 401])('invalid_grant with %i ends it, and it is asked for once', async (status) => {
  side.wise.routes[ROUTES.token] = ({ body }) => (body.startsWith('grant_type=refresh_token') ? json({ error: 'invalid_grant', error_description: null }, status) : json({ access_token: 'app', token_type: 'bearer', expires_in: 60 }));
  await expect(refresh()).rejects.toMatchObject({ code: 'TOKEN_REFUSED', details: { status, wiseCode: 'invalid_grant' } });
  for (const _call of [1, 2]) await expect(call()).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
  expect(grants()).toEqual(['refresh-1']);
});

const SHAPES: [name: string, reply: Reply][] = [
  ['a list', json({ errors: [{ code: 'X', message: 'words of the test', path: null, arguments: null }] }, 500)],
  ['a page of the framework', json({ timestamp: 1, status: 500, error: 'Internal Server Error', message: null, path: '/oauth/token' }, 500)],
  ['a message', json({ message: 'An unexpected error occurred', request_id: null }, 500)],
  ['nothing', { status: 500, body: '' }],
  ['HTML', { status: 503, body: '<h1>Sorry</h1>' }],
  ['a refusal without a code', { status: 401, body: '' }],
  ['a refusal in another shape', json({ timestamp: 1, status: 400, error: 'Bad Request', message: 'words', path: '/oauth/token' }, 400)],
];
test.each(SHAPES)('an error is no end of the token, and no reason to ask again at once: %s', async (_name, reply) => {
  side.wise.routes[ROUTES.token] = answering(reply);
  side.wise.routes[PROFILES] = answering(json([]));
  for (const _call of [1, 2, 3]) expect((await call()).answer.status).toBe(200);
  expect(grants()).toEqual(['refresh-1']);
  expect(entry()).toMatchObject({ access: { value: 'access-1' }, refresh: { value: 'refresh-1' } });
  expect(entry().refusal).toBeUndefined();
});

test('Retry-After is kept to: sat out when short, and no call before its end when long', async () => {
  side.wise.next(ROUTES.token, answering({ status: 429, headers: { 'retry-after': '0', 'x-rate-limited-by': 'wise-public-api' } }), answering(json({ ...NEW, expires_in: 60 })), answering({ status: 429, headers: { 'retry-after': '600' } }), answering(json(NEW)));
  side.wise.routes[PROFILES] = answering(json([]));
  await refresh();
  expect(grants()).toEqual(['refresh-1', 'refresh-1']);
  side.clock.now += 2 * MINUTE;
  await expect(call()).rejects.toMatchObject({ code: 'WISE_RATE_LIMITED', details: { retryAfterMs: 600_000 } });
  side.clock.now += 599_000;
  await expect(call()).rejects.toMatchObject({ code: 'TOKEN_REFRESH_WAIT' });
  expect(grants()).toHaveLength(3);
  side.clock.now += 2000;
  expect((await call()).answer.status).toBe(200);
  expect(grants()).toHaveLength(4);
});
