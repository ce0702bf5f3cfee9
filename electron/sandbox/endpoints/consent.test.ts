import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIXED } from '../fixed.ts';
import { startSandbox } from '../sandbox.ts';
import { FORM, browse, consentQuery, decide, exchange, openConsent, readForm, tokensOf, type Query } from '../testing/consent.ts';
import { TestClient } from '../testing/client.ts';

let client: TestClient;
let time = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  client = new TestClient(await startSandbox({ now: () => time }));
});
afterAll(() => client.close());

const ALLOW = { profileId: String(FIXED.profileId), decision: 'allow' };
const submit = (fields: Query) => client.call('POST', '/oauth/authorize/', { headers: FORM, body: String(new URLSearchParams(fields)) });

test('it is a form without script that says who asks, with the profiles to choose from', async () => {
  const { status, text, headers } = await openConsent(client, { state: `"'><script>alert(1)</script>` });
  expect([status, headers['content-type'], headers['referrer-policy'], headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-referrer', 'no-store']);
  expect(text).not.toMatch(/<script|\son\w+=|style="/i);
  for (const words of [client.sandbox.info.clientId, FIXED.redirectUri, 'Sam Doe (personal)', 'Acme Payments Ltd (business)', 'name="decision" value="allow"', 'name="decision" value="deny"']) expect(text).toContain(words);
  const form = readForm(text);
  expect(form).toMatchObject({ action: '/oauth/authorize/', profileIds: ['30120000', '30120001', '30120002'], hidden: { client_id: client.sandbox.info.clientId, redirect_uri: FIXED.redirectUri, state: `"'><script>alert(1)</script>` } });
});

test.each([[FIXED.redirectUris[0], 'http://127.0.0.1:47113'], [FIXED.redirectUris[1], 'portcullis:'], [FIXED.redirectUris[2], 'https://app.example.com']])('the policy lets the form lead on to %s', async (redirectUri, source) => {
  const { headers } = await openConsent(client, { redirect_uri: redirectUri });
  expect(headers['content-security-policy']).toMatch(new RegExp(`^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' ${source}; base-uri 'none'; frame-ancestors 'none'$`));
});

test.each(FIXED.redirectUris)('who allows is sent to %s with code, state and profileId, and the code is good', async (redirectUri) => {
  const { hidden } = readForm((await openConsent(client, { redirect_uri: redirectUri, state: 'a b+c&d=é' })).text);
  const { status, headers, text } = await submit({ ...hidden, ...ALLOW });
  expect([status, text]).toEqual([302, '']);
  expect(headers['location']!.startsWith(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}code=`)).toBe(true);
  const { code, state, profileId } = Object.fromEntries(new URL(headers['location']!).searchParams);
  expect([state, profileId]).toEqual(['a b+c&d=é', ALLOW.profileId]);
  tokensOf(await exchange(client, code!, { redirect_uri: redirectUri }));
});

test('without the slash at the end it is the same page', async () => {
  const { status, text } = await client.call('GET', `/oauth/authorize?${consentQuery(client, { response_type: 'code' })}`);
  expect(status).toBe(200);
  expect((await client.call('POST', '/oauth/authorize', { headers: FORM, body: String(new URLSearchParams({ ...readForm(text).hidden, ...ALLOW })) })).status).toBe(302);
});

test('who denies is sent back with access_denied, and no code', async () => {
  expect(await decide(client, { decision: 'deny' })).toEqual({ error: 'access_denied', error_description: 'The user denied the request', state: 'st-1' });
});

const NOT_SENT: [name: string, query: (clientId: string) => string][] = [
  ['an unknown client', () => `client_id=x&redirect_uri=${FIXED.redirectUri}&state=1`],
  ['no client', () => `redirect_uri=${FIXED.redirectUri}&state=1`],
  ['two clients', (id) => `client_id=${id}&client_id=${id}&redirect_uri=${FIXED.redirectUri}&state=1`],
  ['no redirect URI', (id) => `client_id=${id}&state=1`],
  ['a redirect URI that is not registered', (id) => `client_id=${id}&redirect_uri=https://evil.example.com/&state=1`],
  ['one that only begins like a registered one', (id) => `client_id=${id}&redirect_uri=${FIXED.redirectUri}.evil&state=1`],
  ['one without its query', (id) => `client_id=${id}&redirect_uri=https://app.example.com/wise/callback&state=1`],
  ['another loopback port', (id) => `client_id=${id}&redirect_uri=http://127.0.0.1:1/callback&state=1`],
];
test.each(NOT_SENT)('%s gets an error page and is sent nowhere', async (_name, query) => {
  for (const method of ['GET', 'POST']) {
    const fields = query(client.sandbox.info.clientId);
    const { status, text, headers } = await (method === 'GET' ? client.call('GET', `/oauth/authorize/?${fields}`) : client.call('POST', '/oauth/authorize/', { headers: FORM, body: `${fields}&decision=allow&profileId=${FIXED.profileId}` }));
    expect([status, headers['location']]).toEqual([400, undefined]);
    expect(text).toContain('role="alert"');
    expect(text).not.toContain('<form');
  }
});

test.each(['client_id', 'redirect_uri'])('%s twice is called that, and not unknown', async (name) => {
  const { text } = await client.call('GET', `/oauth/authorize/?${consentQuery(client)}&${name}=x`);
  expect(text).toContain(`must have ${name} in it once`);
});

test.each([['state', { state: '' }, 'invalid_request'], ['state twice', { state: 'a&state=b' }, 'invalid_request'], ['response_type', { response_type: 'token' }, 'unsupported_response_type']])('a fault of the request goes back to the application: %s', async (_name, changes, error) => {
  const query = consentQuery(client, changes).replace('%26', '&').replaceAll('%3D', '=');
  const { status, headers } = await client.call('GET', `/oauth/authorize/?${query}`);
  expect(status).toBe(302);
  const location = new URL(headers['location']!);
  expect([location.origin + location.pathname, location.searchParams.get('error')]).toEqual([FIXED.redirectUri, error]);
  expect(location.searchParams.get('error_description')).toContain(error === 'invalid_request' ? 'state' : 'response_type');
});

test('a form without its token, with that of another request, or an old one grants nothing', async () => {
  const { hidden } = readForm((await openConsent(client)).text);
  const { hidden: other } = readForm((await openConsent(client, { state: 'st-2' })).text);
  const wrong: Query[] = [{ ...hidden, form_token: '' }, { ...hidden, form_token: other['form_token']! }, { ...hidden, form_token: `9${hidden['form_token']}` }, { ...hidden, state: 'st-2' }];
  for (const fields of wrong) {
    const { status, text, headers } = await submit({ ...fields, ...ALLOW });
    expect([status, headers['location']]).toEqual([400, undefined]);
    expect(text).toContain('This form is too old');
    expect((await submit({ ...readForm(text).hidden, ...ALLOW })).status).toBe(302);
  }
  time += 30 * 60_000;
  expect((await submit({ ...hidden, ...ALLOW })).status).toBe(400);
});

test.each([[{ profileId: '1', decision: 'allow' }, 'Choose one of the profiles'], [{ decision: 'allow' }, 'Choose one of the profiles'], [{ profileId: ALLOW.profileId }, 'Choose whether'], [{ ...ALLOW, decision: 'yes' }, 'Choose whether']])('where nothing was decided the page comes again: %j', async (answers, words) => {
  const { hidden } = readForm((await openConsent(client)).text);
  const { status, text } = await submit({ ...hidden, ...answers } as Query);
  expect([status, readForm(text).profileIds.length]).toEqual([400, 3]);
  expect(text).toContain(words);
});

test('people that were made by API are there too, and the token is theirs', async () => {
  await client.call('POST', '/v1/user/signup/registration_code', { headers: { ...(await client.bearer()), 'content-type': 'application/json' }, body: JSON.stringify({ email: 'ann.lee@example.com', registrationCode: 'r'.repeat(40) }) });
  const { text } = await openConsent(client);
  expect(text).toContain('Profiles of ann.lee@example.com');
  const { code } = await decide(client, { profileId: readForm(text).profileIds.at(-1)!, decision: 'allow' });
  const { access } = tokensOf(await exchange(client, code!));
  const { json } = await client.call('GET', '/v2/profiles', { headers: { authorization: `Bearer ${access}` } });
  expect(json).toMatchObject([{ fullName: 'Ann Lee', email: 'ann.lee@example.com' }]);
});

test('page and decision are in the log, without code, form token or what the page showed', async () => {
  const { hidden } = readForm((await browse(client, 'GET', `/oauth/authorize/?${consentQuery(client)}`)).text);
  const { headers } = await browse(client, 'POST', '/oauth/authorize/', { headers: FORM, body: String(new URLSearchParams({ ...hidden, ...ALLOW })) });
  const [shown, decided] = client.sandbox.log().slice(-2);
  expect(shown).toMatchObject({ listener: 'pages', method: 'GET', path: '/oauth/authorize/', query: { state: 'st-1' }, answer: { status: 200 } });
  expect(shown!.answer).not.toHaveProperty('body');
  expect(decided).toMatchObject({ listener: 'pages', method: 'POST', decoded: { decision: 'allow', profileId: ALLOW.profileId }, answer: { status: 302 } });
  const code = new URL(headers['location']!).searchParams.get('code')!;
  expect(new URL(decided!.answer.headers['location']!).searchParams.get('code')).toBe(`...${code.slice(-4)}`);
  const log = JSON.stringify([shown, decided]);
  for (const secret of [code, hidden['form_token']!]) expect(log).not.toContain(secret);
});
