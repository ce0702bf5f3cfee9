import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { TestClient } from '../testing/client.ts';

const CODE = '0123456789abcdefghijABCDEFGHIJ0123456789';
const PAGE = '/__sandbox/claim';
let client: TestClient;
let time = 0;
beforeEach(async () => {
  time = Date.UTC(2026, 0, 1);
  client = new TestClient(await startSandbox({ now: () => time }));
});
afterEach(() => client.close());

async function userToken(email: string): Promise<string> {
  const made = await client.call('POST', '/v1/user/signup/registration_code', { headers: { ...(await client.bearer()), 'content-type': 'application/json' }, body: JSON.stringify({ email, registrationCode: CODE }) });
  expect(made.status).toBe(200);
  return (await grant(email)).json.access_token!;
}

const grant = (email: string) => client.askToken(String(new URLSearchParams({ grant_type: 'registration_code', client_id: client.sandbox.info.clientId, email, registration_code: CODE })));
const claim = (token: string, registrationCode: unknown = CODE) =>
  client.call('POST', '/v1/user/claim-account', { headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ registrationCode }) });
const submit = (code: string) => client.call('POST', PAGE, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: String(new URLSearchParams({ code })) });

test('the code lets the person claim the account; then the registration code has ended', async () => {
  const token = await userToken('claimer@example.com');
  const { status, json } = await claim(token);
  const code = String(json['claimAccountCode']);
  expect(status).toBe(200);
  const shown = await client.call('GET', `${PAGE}?code=${encodeURIComponent(code)}`);
  expect([shown.status, shown.text.includes('claimer@example.com'), shown.text.includes(CODE)]).toEqual([200, true, false]);
  expect((await submit(code)).status).toBe(200);
  expect((await submit(code)).status).toBe(400);
  expect((await claim(token)).status).toBe(401);
  expect((await grant('claimer@example.com')).status).toBe(401);
  const log = JSON.stringify(client.sandbox.log());
  expect([log.includes(CODE), log.includes(code)]).toEqual([false, false]);
});

test('a wrong code, a missing one and a token of another kind are refused', async () => {
  const token = await userToken('a@example.com');
  const wrong = await claim(token, `${CODE}x`);
  expect([wrong.status, wrong.json.errors?.[0]?.path, wrong.headers['www-authenticate']]).toEqual([401, 'registrationCode', 'Bearer realm="sandbox"']);
  expect((await claim(token, '')).status).toBe(400);
  expect((await claim(client.sandbox.info.personalToken)).status).toBe(403);
  expect((await claim((await client.askToken()).json.access_token!)).status).toBe(403);
});

test('a changed code and one past its end claim nothing', async () => {
  const code = String((await claim(await userToken('b@example.com'))).json['claimAccountCode']);
  expect(code).toMatch(/^\d+\.\d+\.[\w-]{43}$/);
  expect((await submit(code.replace(/^\d+/, '1'))).status).toBe(400);
  expect((await submit(`${code}x`)).status).toBe(400);
  time += 15 * 60_000;
  expect((await submit(code)).status).toBe(400);
});
