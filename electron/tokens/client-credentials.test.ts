import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requestWiseKey } from '../wise/jose-keys.ts';
import { Secret } from '../wise/secret.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import { json, ROUTES } from '../wise/testing/wise-double.ts';

let side: Linked;
beforeEach(async () => {
  side = await startLinked();
});
afterEach(() => side.close());

const tokenCalls = () => side.wise.received.filter(({ path }) => path === '/oauth/token');

test('fetches a token once, keeps it, and renews it five minutes before its end', async () => {
  const { tokens, link, clock, wise, audit } = side;
  expect(await tokens.get(link)).toMatchObject({ from: 'wise', token: { expiresAt: clock.now + 43_199_000 } });
  clock.now += 43_199_000 - 5 * 60_000 - 1;
  const kept = await tokens.get(link);
  expect(kept.from).toBe('memory');
  expect(kept.token.value.reveal()).toBe(wise.tokens[0]);
  clock.now += 1;
  expect((await tokens.get(link)).token.value.reveal()).toBe(wise.tokens[1]);
  expect(audit.lines[0]).toEqual({ kind: 'token.fetched', outcome: 'ok', subject: 'Test connection', says: 'application token for 11 h 59 min' });
});

test('callers at the same time share one fetch', async () => {
  const { tokens, link } = side;
  const taken = await Promise.all(Array.from({ length: 8 }, () => tokens.get(link)));
  expect(tokenCalls()).toHaveLength(1);
  expect(new Set(taken.map(({ token }) => token)).size).toBe(1);
});

test('a failed fetch is not kept: the next caller asks again', async () => {
  const { tokens, link, wise, audit } = side;
  wise.next(ROUTES.token, () => ({ status: 503 }));
  await expect(tokens.get(link)).rejects.toMatchObject({ code: 'WISE_FAILED', details: { status: 503 } });
  expect((await tokens.get(link)).from).toBe('wise');
  expect(audit.kinds()).toEqual(['token.fetched failed', 'token.fetched ok']);
});

test('wrong credentials are WISE_UNAUTHORIZED with Wise’s words, and audited as refused', async () => {
  const { tokens, link, audit } = side;
  const wrong = { ...link, target: { ...link.target, clientSecret: new Secret('wrong') } };
  await expect(tokens.get(wrong)).rejects.toMatchObject({ code: 'WISE_UNAUTHORIZED', details: { wiseCode: 'invalid_grant', wiseMessage: 'Invalid user credentials.' } });
  expect(audit.lines).toEqual([{ kind: 'token.fetched', outcome: 'refused', subject: 'Test connection', says: 'WISE_UNAUTHORIZED' }]);
});

test('a 400 is WISE_REFUSED, unless it says that the client is not known', async () => {
  const { tokens, link, wise } = side;
  wise.next(ROUTES.token, () => json({ error: 'invalid_request' }, 400), () => json({ error: 'invalid_client' }, 400));
  await expect(tokens.get(link)).rejects.toMatchObject({ code: 'WISE_REFUSED', details: { wiseCode: 'invalid_request' } });
  await expect(tokens.get(link)).rejects.toMatchObject({ code: 'WISE_UNAUTHORIZED' });
});

test.each([
  ['no token', { token_type: 'bearer', expires_in: 1 }],
  ['another kind of token', { access_token: 'x', token_type: 'mac', expires_in: 1 }],
  ['no end', { access_token: 'x', token_type: 'bearer' }],
])('an answer with %s is WISE_ANSWER_INVALID', async (_, body) => {
  side.wise.next(ROUTES.token, () => json(body));
  await expect(side.tokens.get(side.link)).rejects.toMatchObject({ code: 'WISE_ANSWER_INVALID', details: { reason: 'ANSWER_SHAPE' } });
});

test('clear forgets the token, and does not keep one that is under way', async () => {
  const { tokens, link, wise } = side;
  await tokens.get(link);
  tokens.clear();
  wise.next(ROUTES.token, (received, res) => {
    tokens.clear();
    return wise.routes[ROUTES.token]!(received, res);
  });
  await expect(tokens.get(link)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  expect((await tokens.get(link)).from).toBe('wise');
  expect(tokenCalls()).toHaveLength(3);
});

test('one 401 in mid-use: one new token, one repeat', async () => {
  const { tokens, link, wise } = side;
  await tokens.get(link);
  wise.tokens.splice(0, 1, 'none of ours');
  const { answer, renewed } = await tokens.authorized(link, (token) => requestWiseKey(link.client, token, 'ES512'));
  expect([answer.status, renewed]).toEqual([200, true]);
  expect(tokenCalls()).toHaveLength(2);
});

test('a second 401 is answered as it is', async () => {
  const { tokens, link, wise } = side;
  wise.routes[ROUTES.wiseKey] = () => ({ status: 401 });
  const { answer } = await tokens.authorized(link, (token) => requestWiseKey(link.client, token, 'ES512'));
  expect(answer.status).toBe(401);
  expect(wise.received.map(({ path }) => path.split('?')[0])).toEqual(['/oauth/token', '/v1/auth/jose/response/public-keys', '/oauth/token', '/v1/auth/jose/response/public-keys']);
});

test('no token and no client secret can be printed from what comes back', async () => {
  const { tokens, link, wise } = side;
  const { answer } = await tokens.authorized(link, (token) => requestWiseKey(link.client, token, 'ES512'));
  const printed = [await tokens.get(link), answer, tokens, link.target].flatMap((value) => [inspect(value, { depth: 12, showHidden: true }), JSON.stringify(value)]).join('\n');
  for (const secret of [...wise.tokens, wise.clientSecret]) expect(printed).not.toContain(secret);
});

test('tells which connections have a token, and until when, without the token', async () => {
  const { tokens, link } = side;
  expect(tokens.held()).toEqual([]);
  const { token } = await tokens.get(link);
  expect(tokens.held()).toEqual([{ connectionId: link.target.id, expiresAt: token.expiresAt }]);
  tokens.clear();
  expect(tokens.held()).toEqual([]);
});

test('those of one connection are dropped, and one under way is not kept', async () => {
  const { tokens, link } = side;
  expect(tokens.drop(link.target.id)).toBe(false);
  await tokens.get(link);
  const underWay = tokens.renew(link);
  expect([tokens.drop('another'), tokens.drop(link.target.id)]).toEqual([false, true]);
  await underWay;
  expect(tokens.held()).toEqual([]);
  expect((await tokens.get(link)).from).toBe('wise');
  expect(tokens.held()).toHaveLength(1);
});
