import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { profilesOf, testToken } from './test-token.ts';
import { HOUR, refreshSide, startServer, type RefreshSide, type Server } from './testing/refresh-side.ts';
import { tokenEntry } from './testing/token-side.ts';
import { connectionEntry } from '../wise/testing/ports.ts';

let server: Server;
let side: RefreshSide;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(() => {
  side = refreshSide(server);
});
afterEach(() => side.close());

const deps = () => ({ ...side, now: () => side.clock.now });
const run = (tokenId: string) => testToken(deps(), side.link, { tokenId });
const steps = ({ steps: all }: Awaited<ReturnType<typeof run>>) => all.map(({ id, state, error }) => [id, state, ...(error ? [error.code] : [])]);

/** A personal token as a person pasted it. */
async function pasted(value: string): Promise<string> {
  const entry = tokenEntry(connectionEntry({ id: side.link.target.id }), { access: { value, issuedAt: new Date(side.clock.now).toISOString() } });
  await side.vault.update((body) => ({ ...body, tokens: [...body.tokens, entry] }));
  return entry.id;
}

test('a user token that is due is refreshed first; what it sees is kept', async () => {
  const tokenId = await side.granted();
  side.clock.now += 12 * HOUR;
  const { steps: all, ok, says } = await run(tokenId);
  expect([ok, all[0]?.title]).toEqual([true, 'Token refreshed']);
  expect(server.grants()).toEqual(['refresh_token']);
  expect(says).toMatch(/^Wise takes token “Acme” .*: it sees \d profiles?/);
  expect(side.entry(tokenId)).toMatchObject({ profiles: expect.arrayContaining([expect.objectContaining({ id: expect.any(Number) })]), userId: expect.any(Number), lastTestedAt: new Date(side.clock.now).toISOString() });
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'token.tested', outcome: 'ok', says: expect.stringMatching(/^\d profiles?$/) });
});

test('a token that Wise does not take: the run stops at the answer, the token is refused; a good one is cleared again', async () => {
  const tokenId = await pasted('5f2f1a3c-6f0e-4a9b-9d52-1c0b7a4e8d10');
  expect(steps(await run(tokenId))).toEqual([['token', 'ok'], ['send', 'ok'], ['receive', 'failed', 'TOKEN_REFUSED'], ['profiles', 'skipped']]);
  expect(side.entry(tokenId)).toMatchObject({ refusal: { status: 401 }, lastTestedAt: expect.any(String) });
  expect(side.entry(tokenId).history.filter(({ kind }) => kind === 'refused')).toHaveLength(1);
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'token.tested', says: expect.stringContaining('TOKEN_REFUSED') });
  await expect(profilesOf(deps(), side.link, tokenId)).rejects.toMatchObject({ code: 'TOKEN_REFUSED', details: { status: 401 } });
  await side.change(tokenId, { access: { value: server.sandbox.info.personalToken, issuedAt: new Date().toISOString() } });
  expect(await profilesOf(deps(), side.link, tokenId)).toHaveLength(3);
  expect(side.entry(tokenId)).not.toHaveProperty('refusal');
  expect(side.entry(tokenId).history.map(({ kind }) => kind)).toEqual(['refused', 'tested']);
});

test('a token that cannot be had stops the run at its first step, and nothing is sent', async () => {
  const tokenId = await side.granted();
  const { refresh: _none, ...rest } = side.entry(tokenId);
  await side.vault.update((body) => ({ ...body, tokens: [rest] }));
  side.clock.now += 13 * HOUR;
  expect(steps(await run(tokenId))).toEqual([['token', 'failed', 'TOKEN_ENDED'], ['send', 'skipped'], ['receive', 'skipped'], ['profiles', 'skipped']]);
  expect(server.calls('/v2/profiles')).toBe(0);
  await expect(run(crypto.randomUUID())).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
});

test('an unreachable Wise fails the sending, and says nothing against the token', async () => {
  const tokenId = await pasted(server.sandbox.info.personalToken);
  const link = side.clients.link({ ...side.link.target, apiUrl: 'https://127.0.0.1:1' });
  const failed = await testToken(deps(), link, { tokenId });
  expect(steps(failed).slice(0, 2)).toEqual([['token', 'ok'], ['send', 'failed', 'WISE_UNREACHABLE']]);
  expect(side.entry(tokenId)).not.toHaveProperty('refusal');
  expect(side.entry(tokenId)).not.toHaveProperty('lastTestedAt');
});

test('the connection that uses it takes its only profile, and never replaces one it has', async () => {
  const tokenId = await side.granted();
  const setConnection = (change: object) => side.vault.update((body) => ({ ...body, connections: body.connections.map((one) => ({ ...one, ...change })) }));
  await setConnection({ userTokenId: tokenId });
  const { length } = await profilesOf(deps(), side.link, tokenId);
  const only = side.entry(tokenId).profiles[0]?.id;
  expect(side.vault.read().connections[0]?.profileId).toBe(length === 1 ? only : undefined);
  await setConnection({ profileId: 7 });
  await profilesOf(deps(), side.link, tokenId);
  expect(side.vault.read().connections[0]?.profileId).toBe(7);
});

test('neither the run nor anything else tells the token', async () => {
  const tokenId = await pasted(server.sandbox.info.personalToken);
  const told = JSON.stringify([await run(tokenId), side.audit.lines]);
  expect(told).toContain('[secret]');
  expect(told).not.toContain(server.sandbox.info.personalToken);
});
