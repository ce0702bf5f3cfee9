import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIXED, FIXED_PROFILES } from '../fixed.ts';
import { startSandbox } from '../sandbox.ts';
import { FORM, codeOf, consentTo, exchange, refreshWith, tokensOf, use } from '../testing/consent.ts';
import { TestClient } from '../testing/client.ts';

let client: TestClient;
let time = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  client = new TestClient(await startSandbox({ now: () => time }));
});
afterAll(() => client.close());

const REFUSED = [401, { error: 'invalid_grant', error_description: 'Invalid user credentials.' }];
const UUID = /^[0-9a-f-]{36}$/;

test('a code gives a user token for twelve hours and a refresh token for twenty years', async () => {
  const { status, json, headers } = await exchange(client, await codeOf(client));
  expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
  const at = new Date(time).toISOString();
  expect(json).toEqual({
    access_token: expect.stringMatching(UUID), token_type: 'bearer', expires_in: 43_199, expires_at: new Date(time + 43_199_000).toISOString(),
    refresh_token: expect.stringMatching(UUID), refresh_token_expires_in: 630_720_000, refresh_token_expires_at: new Date(time + 630_720_000_000).toISOString(), scope: 'transfers', created_at: at,
  });
  expect(await use(client, json.access_token!)).toBe(200);
});

test('a code works once: used again, it ends all it gave, refreshed or not', async () => {
  const code = await codeOf(client);
  const first = tokensOf(await exchange(client, code));
  const second = tokensOf(await refreshWith(client, first.refresh));
  const other = await consentTo(client);
  const again = await exchange(client, code);
  expect([again.status, again.json]).toEqual(REFUSED);
  expect(client.sandbox.log().at(-1)!.checks.at(-1)).toEqual({ name: 'code', ok: false, words: 'The code was used before: what it gave has ended.' });
  expect(await use(client, second.access)).toBe(401);
  expect((await refreshWith(client, second.refresh)).status).toBe(401);
  expect(await use(client, other.access)).toBe(200);
});

test('of two exchanges of a code at once one is answered, and that one ends', async () => {
  const code = await codeOf(client);
  const answers = await Promise.all([exchange(client, code), exchange(client, code)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  expect(await use(client, tokensOf(answers.find(({ status }) => status === 200)!).access)).toBe(401);
});

test('a code works for thirty minutes', async () => {
  const [one, two] = [await codeOf(client), await codeOf(client)];
  time += 30 * 60_000 - 1;
  expect((await exchange(client, one)).status).toBe(200);
  time += 1;
  const late = await exchange(client, two);
  expect([late.status, late.json]).toEqual(REFUSED);
});

const WRONG: [name: string, field: string, value: string][] = [
  ['another redirect URI', 'redirect_uri', 'portcullis://oauth/callback'],
  ['a slash more', 'redirect_uri', `${FIXED.redirectUri}/`],
  ['another case', 'redirect_uri', FIXED.redirectUri.toUpperCase()],
  ['a query more', 'redirect_uri', `${FIXED.redirectUri}?x=1`],
  ['another client', 'client_id', 'somebody'],
];
test.each(WRONG)('%s is refused, and leaves the code open', async (_name, field, value) => {
  const code = await codeOf(client);
  const refused = await exchange(client, code, { [field]: value });
  expect([refused.status, refused.json]).toEqual(REFUSED);
  expect((await exchange(client, code)).status).toBe(200);
});

const FIELDS: [grant: string, fields: Record<string, string>][] = [
  ['authorization_code', { client_id: 'x', code: 'x', redirect_uri: 'x' }],
  ['registration_code', { client_id: 'x', email: 'x@example.com', registration_code: 'x' }],
  ['refresh_token', { refresh_token: 'x' }],
];
const EACH_FIELD = FIELDS.flatMap(([grant, fields]) => Object.keys(fields).map((name): [string, string, Record<string, string>] => [grant, name, fields]));
test.each(EACH_FIELD)('%s without %s, with an empty or a second one, is an invalid request', async (grant, name, fields) => {
  const all: Record<string, string> = { grant_type: grant, ...fields };
  const { [name]: value, ...rest } = all;
  const without = String(new URLSearchParams(rest));
  for (const [body, words] of [[without, `Missing ${name}`], [`${without}&${name}=`, `Missing ${name}`], [`${without}&${name}=${value}&${name}=${value}`, `${name} is there more than once`]] as const) {
    const { status, json } = await client.askToken(body);
    expect([status, json]).toEqual([400, { error: 'invalid_request', error_description: words }]);
  }
});

const post = async (path: string, body: object, headers: Record<string, string>) => client.call('POST', path, { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
test('a registration code gives a user token until the account is claimed', async () => {
  const registrationCode = 'r'.repeat(40);
  expect((await post('/v1/user/signup/registration_code', { email: 'new.user@example.com', registrationCode }, await client.bearer())).status).toBe(200);
  const signIn = (email: string, code = registrationCode) => client.askToken(String(new URLSearchParams({ grant_type: 'registration_code', client_id: client.sandbox.info.clientId, email, registration_code: code })));
  const given = await signIn('New.User@example.com');
  const { access, refresh } = tokensOf(given);
  const own = await client.call('GET', '/v2/profiles', { headers: { authorization: `Bearer ${access}` } });
  expect((own.json as unknown as { fullName: string }[]).map(({ fullName }) => fullName)).toEqual(['New User']);
  expect((await refreshWith(client, refresh)).status).toBe(200);
  for (const refused of [await signIn('new.user@example.com', 'R'.repeat(40)), await signIn('nobody@example.com'), await signIn('sam.doe@example.com')]) expect([refused.status, refused.json]).toEqual(REFUSED);
});

test('what stands in the log of it holds no secret', async () => {
  const code = await codeOf(client);
  const first = tokensOf(await exchange(client, code));
  const second = tokensOf(await refreshWith(client, first.refresh));
  await use(client, second.access);
  const log = JSON.stringify(client.sandbox.log());
  for (const secret of [code, ...Object.values(first), ...Object.values(second)]) expect(log).not.toContain(secret);
  expect(log).toContain(`"refresh_token":"...${first.refresh.slice(-4)}"`);
});

test('a user token is refused where an application token is wanted, and works where any or a person’s is', async () => {
  const { access } = await consentTo(client);
  const authorization = `Bearer ${access}`;
  const refused = await client.upload({}, { authorization });
  expect([refused.status, refused.json['message']]).toEqual([403, 'This endpoint takes an application token (grant type client_credentials), not that of a user.']);
  const list = (profileId: number) => client.call('GET', `/v3/profiles/${profileId}/subscriptions`, { headers: { authorization } });
  expect((await list(FIXED.profileId)).status).toBe(200);
  expect((await list(FIXED_PROFILES[0].id)).status).toBe(200);
  expect((await list(1)).status).toBe(404);
});

test('deleted personal tokens are dead, those that are left live', async () => {
  const page = (fields: Record<string, string>) => client.call('POST', '/__sandbox/api-tokens', { headers: FORM, body: String(new URLSearchParams(fields)) });
  const made = /<input id="made" value="([^"]*)"/.exec((await page({ name: 'laptop' })).text)![1]!;
  expect(await use(client, made)).toBe(200);
  const [first, second] = [...(await client.call('GET', '/__sandbox/api-tokens')).text.matchAll(/name="delete" value="([^"]*)"/g)].map(([, id]) => id!);
  await page({ delete: first! });
  expect([await use(client, client.sandbox.info.personalToken), await use(client, made)]).toEqual([401, 200]);
  await page({ delete: second! });
  expect(await use(client, made)).toBe(401);
  expect(JSON.stringify(client.sandbox.log())).not.toContain(made);
});
