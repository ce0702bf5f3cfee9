import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { Secret } from '../wise/secret.ts';
import { memoryVault } from '../wise/testing/ports.ts';
import { HOUR, refreshSide, startServer, type RefreshSide, type Server } from './testing/refresh-side.ts';

let server: Server;
let side: RefreshSide;
let tokenId: string;
const others: RefreshSide[] = [];
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  side = refreshSide(server);
  tokenId = await side.granted();
});
afterEach(async () => {
  await side.clearFaults();
  for (const other of [side, ...others.splice(0)]) await other.close();
});

const pass = (ms: number) => {
  for (const { clock } of [side, server, ...others]) clock.now += ms;
};

/** Another process with a copy of the vault as it is now. */
function copyOfVault(): RefreshSide {
  const other = refreshSide(server, memoryVault(structuredClone(side.vault.read())));
  other.clock.now = side.clock.now;
  others.push(other);
  return other;
}
const useOf = (other: RefreshSide) => other.profiles(tokenId, { ...other.link, target: { ...other.link.target, id: side.link.target.id } });

test('an answer that was lost, where Wise takes the old refresh token on: uncertain, one more try with the next use, nothing lost', async () => {
  pass(13 * HOUR);
  server.sandbox.setFaults({ loseTokenAnswer: { count: 1 } });
  await expect(side.profiles(tokenId)).rejects.toMatchObject({ code: 'WISE_UNREACHABLE' });
  expect(side.entry(tokenId)).toMatchObject({ refreshBegunAt: new Date(side.clock.now).toISOString(), history: [{ kind: 'answer-lost' }] });
  for (const _call of [1, 2, 3]) await expect(side.profiles(tokenId)).rejects.toMatchObject({ code: 'TOKEN_REFRESH_WAIT' });
  expect(server.grants()).toHaveLength(1);
  pass(30_000);
  expect((await side.profiles(tokenId)).answer.status).toBe(200);
  expect(server.grants()).toHaveLength(2);
  expect(side.entry(tokenId).refreshBegunAt).toBeUndefined();
});

test('an answer that was lost, where Wise takes the old refresh token no more: it is said so, and nobody tries again but a person', async () => {
  pass(13 * HOUR);
  server.sandbox.setFaults({ loseTokenAnswer: { count: 1 }, strictRefresh: {} });
  await expect(side.profiles(tokenId)).rejects.toMatchObject({ code: 'WISE_UNREACHABLE' });
  pass(60_000);
  await expect(side.profiles(tokenId)).rejects.toMatchObject({ code: 'TOKEN_ANSWER_LOST', details: { status: 401, wiseCode: 'invalid_grant' } });
  pass(24 * HOUR);
  server.newPart();
  for (const _call of [1, 2, 3]) await expect(side.profiles(tokenId)).rejects.toMatchObject({ code: 'TOKEN_ANSWER_LOST' });
  expect([server.grants(), server.calls('/v2/profiles')]).toEqual([[], 0]);
  await expect(side.userTokens.refresh(side.link, tokenId)).rejects.toMatchObject({ code: 'TOKEN_ANSWER_LOST' });
  expect(server.grants().filter((grant) => grant === 'refresh_token')).toHaveLength(1);
  expect(side.audit.kinds()).toEqual(['token.refreshed failed', 'token.refreshed refused', 'token.refreshed refused']);
});

test('an answer that breaks off leaves the same doubt', async () => {
  server.sandbox.setFaults({ cut: { count: 1 } });
  await expect(side.userTokens.refresh(side.link, tokenId)).rejects.toMatchObject({ code: 'WISE_UNREACHABLE' });
  expect(side.entry(tokenId).refreshBegunAt).toBeDefined();
});

test('two processes with copies of one vault: who comes second gets a sentence, once, and asks Wise no more', async () => {
  const other = copyOfVault();
  pass(13 * HOUR);
  expect((await side.profiles(tokenId)).answer.status).toBe(200);
  server.newPart();
  for (const _call of [1, 2, 3]) await expect(useOf(other)).rejects.toMatchObject({ code: 'TOKEN_REFUSED', details: { wiseCode: 'invalid_grant' } });
  // One refresh, and one look whether it is the client that Wise does not know.
  expect([server.grants(), server.calls('/v2/profiles')]).toEqual([['refresh_token', 'client_credentials'], 0]);
  expect(other.entry(tokenId)).toMatchObject({ refusal: { status: 401 }, history: [{ kind: 'refused' }] });
  server.newPart();
  expect((await side.profiles(tokenId)).answer.status).toBe(200);
  expect(server.grants()).toEqual([]);
});

test.each([false, true])('two processes that refresh at the same time settle after a few calls (strict: %s)', async (isStrict) => {
  const other = copyOfVault();
  if (isStrict) server.sandbox.setFaults({ strictRefresh: {} });
  pass(13 * HOUR);
  for (const _round of [1, 2, 3, 4]) await Promise.allSettled([side.profiles(tokenId), useOf(other), side.profiles(tokenId), useOf(other)]);
  server.newPart();
  const done = await Promise.allSettled([side.profiles(tokenId), useOf(other)]);
  // One of them has it; the other was told, and does not ask again.
  expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect([server.grants(), server.calls('/v2/profiles')]).toEqual([[], 1]);
});

test('a new refresh token that is refused is tried once more with the one before it', async () => {
  const { refresh } = side.entry(tokenId);
  await side.change(tokenId, { refresh: { value: 'one-that-wise-does-not-know' }, previousRefresh: refresh!.value });
  await side.userTokens.refresh(side.link, tokenId);
  expect(server.grants()).toEqual(['refresh_token', 'client_credentials', 'refresh_token']);
  expect(side.entry(tokenId)).toMatchObject({ previousRefresh: refresh!.value });
  expect((await side.profiles(tokenId)).answer.status).toBe(200);
});

test('a wrong client secret, which Wise refuses in the same words, gives up no token', async () => {
  const wrong = { ...side.link, target: { ...side.link.target, clientSecret: new Secret('rotated-in-developer-hub') } };
  await expect(side.userTokens.refresh(wrong, tokenId)).rejects.toMatchObject({ code: 'WISE_UNAUTHORIZED' });
  expect(side.entry(tokenId).refusal).toBeUndefined();
  expect(side.entry(tokenId).refreshBegunAt).toBeUndefined();
  await side.userTokens.refresh(side.link, tokenId);
});

test('Wise down for a day while everybody keeps trying: no storm', async () => {
  pass(13 * HOUR);
  server.sandbox.setFaults({ serverError: { count: 1_000_000 } });
  for (let minutes = 0; minutes < 24 * 60; minutes += 5) {
    await Promise.allSettled([side.profiles(tokenId), side.profiles(tokenId), side.profiles(tokenId)]);
    pass(300_000);
  }
  expect(server.calls('/oauth/token')).toBeLessThanOrEqual(24 * 6 + 5);
  await side.clearFaults();
  pass(600_000);
  expect((await side.profiles(tokenId)).answer.status).toBe(200);
});

test('Wise asks for a longer pause than ours: it is kept', async () => {
  pass(13 * HOUR);
  server.sandbox.setFaults({ rateLimit: { count: 1, retryAfter: 300 } });
  await expect(side.profiles(tokenId)).rejects.toMatchObject({ code: 'WISE_RATE_LIMITED' });
  expect(side.entry(tokenId).refreshBegunAt).toBeUndefined();
  await expect(side.profiles(tokenId)).rejects.toMatchObject({ code: 'TOKEN_REFRESH_WAIT', details: { retryAfterMs: 300_000 } });
});

test('a pair that cannot be saved is kept, given to nobody, and saved with the next use', async () => {
  const { update } = side.memory;
  let saves = 0;
  side.vault.update = (change) => ((saves += 1) === 2 ? Promise.reject(new PortcullisError('STORAGE_FULL')) : update(change));
  const before = side.entry(tokenId);
  pass(12 * HOUR - 300_000);
  await expect(side.profiles(tokenId)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
  expect([side.entry(tokenId).access, server.calls('/v2/profiles')]).toEqual([before.access, 0]);
  expect((await side.profiles(tokenId)).answer.status).toBe(200);
  expect(server.grants()).toEqual(['refresh_token']);
});

test('a pair that cannot be saved is saved before the lock', async () => {
  const { update } = side.memory;
  let saves = 0;
  side.vault.update = (change) => ((saves += 1) === 2 ? Promise.reject(new PortcullisError('STORAGE_FULL')) : update(change));
  const before = side.entry(tokenId);
  await expect(side.userTokens.refresh(side.link, tokenId)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
  await side.userTokens.settle();
  await side.userTokens.flush();
  expect(side.entry(tokenId)).toMatchObject({ previousRefresh: before.refresh!.value });
  expect(side.audit.lines.map(({ outcome }) => outcome)).toEqual(['failed', 'ok']);
});

test('a token that is forgotten in mid-refresh ends the calls that wait for it', async () => {
  pass(13 * HOUR);
  server.sandbox.setFaults({ slow: { count: 1, ms: 100 } });
  const calls = [side.profiles(tokenId), side.profiles(tokenId)];
  const refused = Promise.all(calls.map((call) => expect(call).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' })));
  await expect.poll(() => side.entry(tokenId).refreshBegunAt).toBeDefined();
  await side.vault.update((body) => ({ ...body, tokens: [] }));
  await refused;
  expect([side.vault.read().tokens, server.calls('/v2/profiles')]).toEqual([[], 0]);
});

test('a pair that came from a new consent meanwhile is not overwritten', async () => {
  server.sandbox.setFaults({ slow: { count: 1, ms: 100 } });
  const refreshing = side.userTokens.refresh(side.link, tokenId);
  await expect.poll(() => side.entry(tokenId).refreshBegunAt).toBeDefined();
  const consented = { access: { value: 'from-consent', issuedAt: new Date(0).toISOString() }, refresh: { value: 'refresh-from-consent' } };
  await side.change(tokenId, consented);
  await refreshing;
  expect(side.entry(tokenId)).toMatchObject(consented);
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'token.refreshed', outcome: 'failed', says: 'it was granted anew meanwhile' });
});
