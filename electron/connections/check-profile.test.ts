import { afterEach, beforeEach, expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { chainHealth, type ChainHealth } from '../../shared/model/views.ts';
import { UserTokens } from '../tokens/user-tokens.ts';
import type { TokenEntry } from '../vault/body.ts';
import { Secret } from '../wise/secret.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import { connectionEntry } from '../wise/testing/ports.ts';
import { json } from '../wise/testing/wise-double.ts';
import { certificateUnfit, checkConnection } from './check.ts';
import type { ConnectionTarget } from './target.ts';

const PROFILES = 'GET /v2/profiles';
const TOKEN_ID = '0f7c1a52-6a1f-4a3e-8f4c-5f8a7a3b2c22';
const ACME = { id: 42, type: 'BUSINESS', businessName: 'Acme', address: { countryIso2Code: 'EE' } };
const SAM = { id: 43, type: 'PERSONAL', fullName: 'Sam Doe' };

let side: Linked;
beforeEach(async () => {
  side = await startLinked();
  side.wise.routes[PROFILES] = () => json([ACME, SAM]);
  const token: TokenEntry = {
    id: TOKEN_ID, connectionId: side.link.target.id, kind: 'personal', label: 'Mine', origin: 'pasted', madeAt: '2026-11-22T12:00:00.000Z',
    access: { value: 'personal-token-of-the-test', issuedAt: '2026-11-22T12:00:00.000Z' }, profiles: [], history: [],
  };
  await side.vault.update((body) => ({ ...body, tokens: [token] }));
});
afterEach(() => side.close());

const check = (change: Partial<ConnectionTarget>) =>
  checkConnection({ ...side, userTokens: new UserTokens(side) }, { ...side.link, target: { ...side.link.target, ...change } });
const lastTwo = ({ links }: ChainHealth) => links.slice(-2).map(({ id, state, says }) => `${id} ${state}: ${says}`);
const asked = () => side.wise.received.filter(({ path }) => path === '/v2/profiles');

test('the token’s profiles are asked for once, and the connection’s is among them', async () => {
  const health = await check({ userTokenId: TOKEN_ID, profileId: 42 });
  expect(chainHealth.parse(health)).toEqual(health);
  expect(lastTwo(health)).toEqual(['user-token ok: Wise takes it; it sees Acme (business, 42), Sam Doe (personal, 43)', 'profile ok: Acme, business, EE']);
  expect(asked().map(({ headers }) => headers.authorization)).toEqual(['Bearer personal-token-of-the-test']);
  await check({ userTokenId: TOKEN_ID, profileId: 42 });
  expect(asked()).toHaveLength(2);
});

test('a token of its own is tried too', async () => {
  await check({ ownUserToken: new Secret('token-of-the-sandbox') });
  expect(asked()[0]?.headers.authorization).toBe('Bearer token-of-the-sandbox');
});

test.each([[{}, 'client-credentials,jose'], [{ profileId: 42 }, 'client-credentials,jose'], [{ userTokenId: TOKEN_ID }, 'jose,user-token']] as const)('what a connection does not have is no link: %j', async (change, last) => {
  expect((await check(change)).links.slice(-2).map(({ id }) => id).join()).toBe(last);
});

test('a profile that the token does not see is told, with those that it sees', async () => {
  const { links } = await check({ userTokenId: TOKEN_ID, profileId: 7 });
  expect(links.at(-1)).toMatchObject({ id: 'profile', state: 'failed', error: { code: 'PROFILE_NOT_SEEN', details: { field: 'profileId', reason: 'Profile 7 is not among those it sees: 42, 43' } } });
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'connection.checked', says: 'profile: PROFILE_NOT_SEEN' });
  side.wise.routes[PROFILES] = () => json([]);
  expect((await check({ userTokenId: TOKEN_ID, profileId: 7 })).links.at(-1)?.error?.details.reason).toBe('Profile 7 is not among those it sees: none');
});

test('a dead token breaks the chain there, and no other token is fetched for it', async () => {
  side.wise.routes[PROFILES] = () => json({ error: 'invalid_token' }, 401);
  const { links } = await check({ userTokenId: TOKEN_ID, profileId: 42 });
  expect(links.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok', 'failed', 'skipped']);
  expect(links[4]!.error).toMatchObject({ code: 'TOKEN_REFUSED', details: { status: 401, wiseCode: 'invalid_token' } });
  expect(asked()).toHaveLength(1);
});

test('the clock is blamed before the token', async () => {
  side.wise.routes[PROFILES] = () => ({ ...json({ error: 'invalid_token' }, 401), headers: { date: new Date(Date.now() - 20 * 60_000).toUTCString() } });
  const { links } = await check({ userTokenId: TOKEN_ID });
  expect(links.at(-1)).toMatchObject({ id: 'user-token', error: { code: 'CLOCK_WRONG', details: { reason: 'WISE_UNAUTHORIZED' } } });
});

test('a name that is not found stops the chain before anything is sent', async () => {
  const { links } = await check({ apiUrl: 'https://api.wise.invalid', userTokenId: TOKEN_ID });
  expect(links.map(({ id, state }) => `${id} ${state}`)).toEqual(['dns failed', 'tls skipped', 'client-credentials skipped', 'jose skipped', 'user-token skipped']);
  expect(links[0]!.error).toMatchObject({ code: 'WISE_NAME_NOT_FOUND', details: { host: 'api.wise.invalid' } });
  expect(side.wise.received).toEqual([]);
});

test('a certificate that may not be sent leaves out the same links', async () => {
  for (const entry of [connectionEntry({ userTokenId: TOKEN_ID, profileId: 42 }), connectionEntry({ environment: 'built-in' })]) {
    const { links } = await certificateUnfit(side, entry, new PortcullisError('CERT_EXPIRED'));
    expect(links.map(({ id, state }) => `${id} ${state}`)).toEqual(['dns skipped', 'tls skipped', 'mtls failed', 'client-credentials skipped', 'jose skipped', 'user-token skipped', 'profile skipped']);
  }
});
