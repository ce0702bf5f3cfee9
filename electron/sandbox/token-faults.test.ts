import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from './sandbox.ts';
import { codeOf, consentTo, exchange, refreshWith, tokensOf, use } from './testing/consent.ts';
import { TestClient } from './testing/client.ts';

let client: TestClient;
let time = Date.UTC(2026, 0, 1);
beforeEach(async () => {
  client = new TestClient(await startSandbox({ now: () => time }));
});
afterEach(() => client.close());

const setFaults = (body: object) => client.call('POST', '/__sandbox/faults', { body: JSON.stringify(body) });
const refreshed = async (token: string) => tokensOf(await refreshWith(client, token));
const personal = () => client.sandbox.info.personalToken;
/** The status that a call with an application token gets: 415 when the token was taken. */
const useApplication = async (token: string) => (await client.call('POST', '/v1/user/signup/registration_code', { headers: { authorization: `Bearer ${token}` } })).status;

test('tokenSeconds: tokens of either kind live so long from then on, until cleared', async () => {
  const before = await consentTo(client);
  await setFaults({ tokenSeconds: { seconds: 60 } });
  const application = (await client.askToken()).json;
  const answer = await exchange(client, await codeOf(client));
  expect([application['expires_in'], answer.json['expires_in'], answer.json['expires_at'], answer.json['refresh_token_expires_in']]).toEqual([60, 60, new Date(time + 60_000).toISOString(), 630_720_000]);
  const user = tokensOf(answer);
  time += 59_999;
  expect([await useApplication(application.access_token!), await use(client, user.access)]).toEqual([415, 200]);
  time += 1;
  expect([await useApplication(application.access_token!), await use(client, user.access), await use(client, before.access), await use(client, personal())]).toEqual([401, 401, 200, 200]);
  const next = await refreshWith(client, user.refresh);
  expect(next.json['expires_in']).toBe(60);
  expect((await setFaults({ tokenSeconds: { seconds: 0 } })).json).toEqual({});
  expect((await refreshWith(client, tokensOf(next).refresh)).json['expires_in']).toBe(43_199);
});

test('expireTokens: every access token dies at once, refresh tokens and personal tokens live', async () => {
  const [user, other] = [await consentTo(client), await consentTo(client)];
  const application = (await client.askToken()).json.access_token!;
  expect((await setFaults({ expireTokens: {} })).json).toEqual({ expireTokens: {} });
  expect((await client.call('GET', '/__sandbox/faults')).json).toEqual({});
  expect([await useApplication(application), await use(client, user.access), await use(client, other.access), await use(client, personal())]).toEqual([401, 401, 401, 200]);
  expect(await use(client, (await refreshed(user.refresh)).access)).toBe(200);
  expect(await useApplication((await client.askToken()).json.access_token!)).toBe(415);
});

test('strictRefresh: the old refresh token dies with the refresh, until cleared', async () => {
  const first = await consentTo(client);
  await setFaults({ strictRefresh: {} });
  const second = await refreshed(first.refresh);
  expect((await refreshWith(client, first.refresh)).status).toBe(401);
  await client.call('DELETE', '/__sandbox/faults');
  const third = await refreshed(second.refresh);
  const again = await refreshed(second.refresh);
  expect(await Promise.all([use(client, third.access), use(client, again.access)])).toEqual([401, 200]);
});

test('loseTokenAnswer: the work is done, and nothing is answered; the old refresh token makes it good', async () => {
  const first = await consentTo(client);
  await setFaults({ loseTokenAnswer: { count: 2 } });
  await expect(refreshWith(client, first.refresh)).rejects.toThrow();
  expect(await use(client, first.access)).toBe(401);
  expect(client.sandbox.log().findLast(({ path }) => path === '/oauth/token')).toMatchObject({ faults: ['loseTokenAnswer'], decoded: { grant_type: 'refresh_token' }, answer: { status: 200 } });
  await expect(client.askToken()).rejects.toThrow();
  expect(await use(client, (await refreshed(first.refresh)).access)).toBe(200);
});

test('loseTokenAnswer with strictRefresh loses the consent; refusals are not lost', async () => {
  const first = await consentTo(client);
  await setFaults({ loseTokenAnswer: { count: 1 }, strictRefresh: {} });
  expect((await refreshWith(client, 'unknown')).status).toBe(401);
  await expect(refreshWith(client, first.refresh)).rejects.toThrow();
  expect((await refreshWith(client, first.refresh)).json['error']).toBe('invalid_grant');
});

test('loseTokenAnswer of a code: it is used, and used again it ends what was lost', async () => {
  const code = await codeOf(client);
  await setFaults({ loseTokenAnswer: { count: 1 } });
  await expect(exchange(client, code)).rejects.toThrow();
  expect((await exchange(client, code)).status).toBe(401);
  expect(client.sandbox.state()['userGrants']).toEqual([]);
});

test('refreshRefused: the next refreshes get 401, and change nothing', async () => {
  const first = await consentTo(client);
  await setFaults({ refreshRefused: { count: 2 } });
  for (const _ of [1, 2]) {
    const { status, json } = await refreshWith(client, first.refresh);
    expect([status, json]).toEqual([401, { error: 'invalid_grant', error_description: 'Invalid user credentials.' }]);
  }
  expect(await use(client, first.access)).toBe(200);
  expect((await refreshWith(client, first.refresh)).status).toBe(200);
});

test('a sandbox whose clock goes wrong ends tokens by its own clock', async () => {
  const { access, refresh } = await consentTo(client);
  await setFaults({ clockSkew: { seconds: 43_199 } });
  expect(await use(client, access)).toBe(401);
  expect((await refreshWith(client, refresh)).status).toBe(200);
});

test.each([{ tokenSeconds: {} }, { tokenSeconds: { seconds: -1 } }, { expireTokens: { count: 1 } }, { strictRefresh: true }, { loseTokenAnswer: { count: 'x' } }])('what does not fit is refused: %j', async (body) => {
  expect((await setFaults(body)).json['error']).toBe('faults_malformed');
});
