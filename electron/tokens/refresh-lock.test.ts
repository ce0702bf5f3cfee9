import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createdVault, PASSPHRASE, type TestVault } from '../vault/testing/test-vault.ts';
import { refreshSide, startServer, type RefreshSide, type Server } from './testing/refresh-side.ts';

let server: Server;
const sides: RefreshSide[] = [];
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
afterEach(async () => {
  await sides[0]?.clearFaults();
  await Promise.all(sides.splice(0).map((side) => side.close()));
});

/** A real vault in a file, and what works with it. */
async function started(given?: TestVault): Promise<RefreshSide & { test: TestVault }> {
  const kept = given ?? (await createdVault());
  const side = refreshSide(server, kept.vault);
  sides.push(side);
  return { ...side, test: kept };
}

/** As `createWork` does it before a lock, and the lock. */
async function lock({ userTokens, clients, test: { vault } }: Awaited<ReturnType<typeof started>>): Promise<void> {
  await userTokens.settle();
  await clients.close();
  await userTokens.flush();
  await vault.lock();
  userTokens.clear();
}

const overLinkOf = (side: RefreshSide, first: RefreshSide) => ({ ...side.link, target: { ...side.link.target, id: first.link.target.id } });

test('a lock in mid-refresh waits for the answer and saves it; who waited for the token is told of the lock', async () => {
  const side = await started();
  const tokenId = await side.granted();
  const before = side.entry(tokenId);
  await side.change(tokenId, { access: { ...before.access!, endsAt: new Date(0).toISOString() } });
  server.sandbox.setFaults({ slow: { count: 1, ms: 200 } });
  const refused = expect(side.profiles(tokenId)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  await expect.poll(() => side.entry(tokenId).refreshBegunAt).toBeDefined();
  await lock(side);
  await refused;
  expect([server.grants(), server.calls('/v2/profiles')]).toEqual([['refresh_token'], 0]);

  await side.test.vault.unlock(PASSPHRASE);
  const after = await started(side.test);
  expect(after.entry(tokenId)).toMatchObject({ previousRefresh: before.refresh!.value, history: [{ kind: 'refreshed' }] });
  expect(after.entry(tokenId).refreshBegunAt).toBeUndefined();
  expect((await after.profiles(tokenId, overLinkOf(after, side))).answer.status).toBe(200);
  expect(server.grants()).toEqual(['refresh_token']);
});

test('an answer that is too slow for the lock leaves the doubt in the vault, and the next use clears it up', async () => {
  const side = await started();
  const tokenId = await side.granted();
  server.sandbox.setFaults({ slow: { count: 1, ms: 30_000 } });
  const refused = expect(side.userTokens.refresh(side.link, tokenId)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  await expect.poll(() => side.entry(tokenId).refreshBegunAt).toBeDefined();
  await lock(side);
  await refused;

  await side.test.vault.unlock(PASSPHRASE);
  const after = await started(side.test);
  expect(after.entry(tokenId)).toMatchObject({ refreshBegunAt: expect.any(String), history: [{ kind: 'answer-lost' }] });
  expect((await after.profiles(tokenId, overLinkOf(after, side))).answer.status).toBe(200);
  expect(after.entry(tokenId).refreshBegunAt).toBeUndefined();
});

test('once a lock has begun no refresh is sent', async () => {
  const side = await started();
  const tokenId = await side.granted();
  const refreshing = expect(side.userTokens.refresh(side.link, tokenId)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  await side.userTokens.settle();
  await refreshing;
  await expect(side.userTokens.refresh(side.link, tokenId)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  expect([server.grants(), side.entry(tokenId).refreshBegunAt]).toEqual([[], undefined]);
  side.userTokens.clear();
  await side.userTokens.refresh(side.link, tokenId);
});

test.each([['takes the old refresh token on', {}], ['takes it no more', { strictRefresh: {} }]])('a crash between the answer and its save, where Wise %s', async (_, faults) => {
  const side = await started();
  const tokenId = await side.granted();
  server.sandbox.setFaults({ ...faults, slow: { count: 1, ms: 100 } });
  const refused = expect(side.userTokens.refresh(side.link, tokenId)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  await expect.poll(() => side.entry(tokenId).refreshBegunAt).toBeDefined();
  // The process is gone as far as the file is concerned: nothing more gets into it.
  await side.test.vault.lock();
  await refused;
  expect(server.grants()).toEqual(['refresh_token']);

  await side.test.vault.unlock(PASSPHRASE);
  const after = await started(side.test);
  server.newPart();
  const use = after.profiles(tokenId, overLinkOf(after, side));
  if ('strictRefresh' in faults) await expect(use).rejects.toMatchObject({ code: 'TOKEN_ANSWER_LOST' });
  else expect((await use).answer.status).toBe(200);
  expect(server.grants().filter((grant) => grant === 'refresh_token')).toHaveLength(1);
});
