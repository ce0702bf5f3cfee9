import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { requestProfiles } from '../wise/profiles.ts';
import { HOUR, refreshSide, startServer, type RefreshSide, type Server } from './testing/refresh-side.ts';

let server: Server;
let side: RefreshSide;
let tokenId: string;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  side = refreshSide(server);
  tokenId = await side.granted();
});
afterEach(() => side.close());

const pass = (ms: number) => {
  side.clock.now += ms;
  server.clock.now += ms;
};

test('a token that lives goes out as it is, and nothing is refreshed or saved for it', async () => {
  const { saves } = side.memory;
  const { answer, renewed } = await side.profiles(tokenId);
  expect([answer.status, renewed]).toEqual([200, false]);
  expect([server.grants(), side.memory.saves]).toEqual([[], saves]);
});

test('one that is due is refreshed first: the new pair is in the vault before it is sent, the old refresh token until the new one has worked', async () => {
  const before = side.entry(tokenId);
  pass(12 * HOUR - 600_000);
  const sent: string[] = [];
  const { answer } = await side.userTokens.authorized(side.link, tokenId, (token) => {
    expect(side.entry(tokenId)).toMatchObject({ access: { value: token.reveal() }, previousRefresh: before.refresh?.value });
    expect(side.entry(tokenId).refreshBegunAt).toBeUndefined();
    sent.push(token.reveal());
    return requestProfiles(side.link.client, token);
  });
  expect([answer.status, server.grants()]).toEqual([200, ['refresh_token']]);
  expect(sent).not.toContain(before.access?.value);
  await side.userTokens.flush();
  const after = side.entry(tokenId);
  expect(after.previousRefresh).toBeUndefined();
  expect(after).toMatchObject({ lastUsedAt: new Date(side.clock.now).toISOString(), lastRefreshAt: new Date(side.clock.now).toISOString(), history: [{ kind: 'refreshed', says: 'A new access token for 11 h 59 min.' }] });
  expect(side.audit.lines).toEqual([{ kind: 'token.refreshed', outcome: 'ok', subject: expect.stringContaining('token “Acme”'), says: 'a new access token was saved' }]);
});

test('that a refresh is sent is saved before it is sent', async () => {
  const order: string[] = [];
  const { update } = side.memory;
  side.vault.update = async (change) => {
    const body = await update(change);
    order.push(`${body.tokens[0]?.refreshBegunAt === undefined ? 'saved' : 'noted'} after ${server.grants().length} refreshes`);
    return body;
  };
  await side.userTokens.refresh(side.link, tokenId);
  expect(order).toEqual(['noted after 0 refreshes', 'saved after 1 refreshes']);
});

test('50 callers at once share one refresh, by use and by hand alike', async () => {
  pass(13 * HOUR);
  const answers = await Promise.all([...Array.from({ length: 50 }, () => side.profiles(tokenId)), side.userTokens.refresh(side.link, tokenId)]);
  expect(answers.slice(0, 50).map((done) => done?.answer.status)).toEqual(Array.from({ length: 50 }, () => 200));
  expect(server.grants()).toEqual(['refresh_token']);
});

test('a token that dies in mid-use costs one refresh and one retry, however many used it', async () => {
  server.sandbox.setFaults({ expireTokens: {} });
  const answers = await Promise.all(Array.from({ length: 20 }, () => side.profiles(tokenId)));
  expect(answers.map(({ answer, renewed }) => [answer.status, renewed])).toEqual(Array.from({ length: 20 }, () => [200, true]));
  expect([server.grants(), server.calls('/v2/profiles')]).toEqual([['refresh_token'], 40]);
});

test('a second 401 is answered as it is, marks the token, and leads to no third refresh', async () => {
  const refuse = () => side.link.client.send({ method: 'GET', path: '/v1/auth/jose/response/public-keys', authorization: { scheme: 'Basic', id: 'none', secret: side.link.target.clientSecret } });
  const { answer, renewed } = await side.userTokens.authorized(side.link, tokenId, refuse);
  expect([answer.status, renewed]).toEqual([401, true]);
  expect(side.entry(tokenId).refusal).toMatchObject({ status: 401 });
  expect((await side.userTokens.authorized(side.link, tokenId, refuse)).renewed).toBe(false);
  expect(server.grants()).toEqual(['refresh_token']);
  // It was that one call: the token works, and says so again.
  expect((await side.profiles(tokenId)).answer.status).toBe(200);
  expect(side.entry(tokenId).refusal).toBeUndefined();
});

test('asleep past the end: one refresh', async () => {
  pass(72 * HOUR);
  await Promise.all([side.profiles(tokenId), side.profiles(tokenId)]);
  await side.profiles(tokenId);
  expect([server.grants(), server.calls('/v2/profiles')]).toEqual([['refresh_token'], 3]);
});

test.each([['ahead', 48 * HOUR], ['behind', -48 * HOUR]])('a clock that jumps %s, and back later, costs at most one refresh and one retry each time', async (_, jump) => {
  side.clock.now += jump;
  for (const _call of [1, 2, 3]) expect((await side.profiles(tokenId)).answer.status).toBe(200);
  expect(server.grants().length).toBeLessThanOrEqual(1);
  side.clock.now -= jump;
  server.newPart();
  for (const _call of [1, 2, 3]) expect((await side.profiles(tokenId)).answer.status).toBe(200);
  expect(server.grants().length).toBeLessThanOrEqual(1);
  // By a clock that was set back the token lives longer than at Wise.
  server.clock.now += 13 * HOUR;
  server.newPart();
  const calls = [await side.profiles(tokenId), await side.profiles(tokenId)];
  expect(calls.map(({ answer }) => answer.status)).toEqual([200, 200]);
  expect([server.grants(), server.calls('/v2/profiles')]).toEqual([['refresh_token'], 3]);
  side.clock.now = server.clock.now;
});

test('offline at the start: nothing becomes uncertain, nobody tries again for 30 s, by hand it goes at once', async () => {
  const gone = refreshSide(server, side.vault);
  const nowhere = { target: side.link.target, client: gone.clients.link({ ...side.link.target, apiUrl: 'https://nowhere.invalid' }).client };
  pass(13 * HOUR);
  await expect(side.profiles(tokenId, nowhere)).rejects.toMatchObject({ code: expect.stringMatching(/^WISE_(UNREACHABLE|NAME_NOT_FOUND)$/) });
  expect(side.entry(tokenId).refreshBegunAt).toBeUndefined();
  await expect(side.profiles(tokenId)).rejects.toMatchObject({ code: 'TOKEN_REFRESH_WAIT', details: { retryAfterMs: 30_000 } });
  expect(server.grants()).toEqual([]);
  await side.userTokens.refresh(side.link, tokenId);
  expect((await side.profiles(tokenId)).answer.status).toBe(200);
  expect(server.grants()).toEqual(['refresh_token']);
  expect(side.audit.kinds()).toEqual(['token.refreshed failed', 'token.refreshed ok']);
  await gone.close();
});

test('while the old access token lives, a refresh that fails for a passing reason holds nobody up', async () => {
  pass(12 * HOUR - 300_000);
  server.sandbox.setFaults({ serverError: { count: 1 } });
  for (const _call of [1, 2]) expect((await side.profiles(tokenId)).answer.status).toBe(200);
  expect([server.grants(), side.entry(tokenId).refusal]).toEqual([['refresh_token'], undefined]);
  pass(30_000);
  expect((await side.profiles(tokenId)).answer.status).toBe(200);
  expect(server.grants()).toEqual(['refresh_token', 'refresh_token']);
});

test('a personal token goes out as it is, and has nothing to refresh', async () => {
  await side.change(tokenId, { kind: 'personal', access: { value: server.sandbox.info.personalToken, issuedAt: new Date(0).toISOString() } });
  expect((await side.profiles(tokenId)).answer.status).toBe(200);
  await expect(side.userTokens.refresh(side.link, tokenId)).rejects.toMatchObject({ code: 'TOKEN_NO_REFRESH' });
  await side.change(tokenId, { access: { value: 'deleted-at-wise', issuedAt: new Date(0).toISOString() } });
  const { answer, renewed } = await side.profiles(tokenId);
  expect([answer.status, renewed, side.entry(tokenId).refusal?.status, server.grants()]).toEqual([401, false, 401, []]);
});

test('a token goes over its own connection only, and one that ended without a refresh token is not sent', async () => {
  const other = { ...side.link, target: { ...side.link.target, id: 'another' } };
  await expect(side.profiles(tokenId, other)).rejects.toMatchObject({ code: 'TOKEN_OTHER_CONNECTION' });
  const { refresh: _, ...rest } = side.entry(tokenId);
  await side.vault.update((body) => ({ ...body, tokens: [rest] }));
  pass(13 * HOUR);
  await expect(side.profiles(tokenId)).rejects.toMatchObject({ code: 'TOKEN_ENDED' });
  expect(server.calls('/v2/profiles')).toBe(0);
});
