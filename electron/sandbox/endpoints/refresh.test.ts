import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { codeOf, consentTo, exchange, refreshWith, tokensOf, use, type UserTokens } from '../testing/consent.ts';
import { TestClient } from '../testing/client.ts';

let client: TestClient;
let changes: Record<string, unknown>[] = [];
const open = async (state?: unknown) => new TestClient(await startSandbox({ state, onStateChange: (changed) => changes.push(changed) }));
beforeEach(async () => {
  client = await open();
  changes = [];
});
afterEach(() => client.close());

const refreshed = async (token: string) => tokensOf(await refreshWith(client, token));
const dead = async (token: string) => expect((await refreshWith(client, token)).json).toEqual({ error: 'invalid_grant', error_description: 'Invalid user credentials.' });
const refreshes = () => client.sandbox.log().filter(({ decoded }) => (decoded as { grant_type?: string } | undefined)?.grant_type === 'refresh_token').length;

test('a refresh ends the old access token at once and gives a new refresh token', async () => {
  const first = await consentTo(client);
  const second = await refreshed(first.refresh);
  expect(new Set([first.access, first.refresh, second.access, second.refresh]).size).toBe(4);
  expect(await use(client, first.access)).toBe(401);
  expect(await use(client, second.access)).toBe(200);
});

test('a lost answer is made good with the old refresh token, as often as need be', async () => {
  const first = await consentTo(client);
  const lost = await refreshed(first.refresh);
  const again = await refreshed(first.refresh);
  const arrived = await refreshed(first.refresh);
  expect(await Promise.all([lost, again].map(({ access }) => use(client, access)))).toEqual([401, 401]);
  await dead(lost.refresh);
  expect(await use(client, arrived.access)).toBe(200);
  await dead(first.refresh);
  expect((await refreshWith(client, arrived.refresh)).status).toBe(200);
});

test('the old refresh token is dead once the new one was used', async () => {
  const first = await consentTo(client);
  const second = await refreshed(first.refresh);
  const third = await refreshed(second.refresh);
  await dead(first.refresh);
  expect(await use(client, third.access)).toBe(200);
});

test('of two refreshes at once the later one counts', async () => {
  const first = await consentTo(client);
  const answers = (await Promise.all([refreshWith(client, first.refresh), refreshWith(client, first.refresh)])).map(tokensOf);
  const alive = await Promise.all(answers.map(({ access }) => use(client, access)));
  expect(alive.toSorted()).toEqual([200, 401]);
  await dead(first.refresh);
  await dead(answers[alive.indexOf(401)]!.refresh);
  expect((await refreshWith(client, answers[alive.indexOf(200)]!.refresh)).status).toBe(200);
  expect(refreshes()).toBe(5);
});

test('grants, codes and the refresh token before outlive a restart', async () => {
  const code = await codeOf(client);
  const first = await consentTo(client);
  const lost = await refreshed(first.refresh);
  const state: unknown = JSON.parse(JSON.stringify(client.sandbox.state()));
  expect(state).toEqual(JSON.parse(JSON.stringify(changes.at(-1))));
  await client.close();
  client = await open(state);
  expect(await use(client, lost.access)).toBe(200);
  await dead(first.refresh);
  const ofCode = tokensOf(await exchange(client, code));
  expect((await exchange(client, code)).status).toBe(401);
  expect(await use(client, ofCode.access)).toBe(401);
});

test('each call changes the state at most once', async () => {
  const count = async (act: () => Promise<unknown>) => {
    const before = changes.length;
    await act();
    return changes.length - before;
  };
  const code = await codeOf(client);
  expect(changes).toHaveLength(1);
  let tokens = { access: '', refresh: '' };
  expect(await count(async () => (tokens = tokensOf(await exchange(client, code))))).toBe(1);
  expect(await count(() => use(client, tokens.access))).toBe(0);
  expect(await count(async () => (tokens = await refreshed(tokens.refresh)))).toBe(1);
  expect(await count(() => use(client, tokens.access))).toBe(1);
  expect(await count(() => use(client, tokens.access))).toBe(0);
  expect(await count(() => refreshWith(client, 'unknown'))).toBe(0);
});

test('500 grants refresh, each on its own', async () => {
  const [template] = (await consentTo(client), client.sandbox.state()['userGrants'] as Record<string, string>[]);
  const userGrants = Array.from({ length: 500 }, (_, index) => ({ ...template, accessToken: `access-${index}`, refreshToken: `refresh-${index}`, code: `code-${index}` }));
  const state = { ...client.sandbox.state(), userGrants };
  await client.close();
  client = await open(state);
  const answers: UserTokens[] = [];
  // 50 at a time: a listener takes 100 connections.
  for (let start = 0; start < 500; start += 50) answers.push(...(await Promise.all(userGrants.slice(start, start + 50).map(({ refreshToken }) => refreshed(refreshToken)))));
  expect(new Set(answers.flatMap(({ access, refresh }) => [access, refresh])).size).toBe(1000);
  expect(await use(client, 'access-499')).toBe(401);
  expect(await Promise.all([0, 499].map((index) => use(client, answers[index]!.access)))).toEqual([200, 200]);
  expect(client.sandbox.state()['userGrants']).toHaveLength(500);
});
