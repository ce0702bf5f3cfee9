import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { TestClient } from '../testing/client.ts';

const SIGN_UP = '/v1/user/signup/registration_code';
const CODE = 'a]#Et6(yLW@mq4Ky_+EAjXxpHGq7*&lr';
let client: TestClient;
beforeAll(async () => {
  client = new TestClient(await startSandbox());
});
afterAll(() => client.close());

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
  client.call('POST', path, { headers: { ...(await client.bearer()), 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
const personal = () => ({ authorization: `Bearer ${client.sandbox.info.personalToken}` });

test('a new address makes a user, who has filled nothing in yet; the second time it is there', async () => {
  const made = await post(SIGN_UP, { email: 'New.User@Example.com', registrationCode: CODE, language: 'DE' });
  expect([made.status, made.json]).toEqual([200, { id: expect.any(Number), name: null, email: 'New.User@Example.com', active: true, details: null }]);
  const again = await post(SIGN_UP, { email: 'new.user@example.com', registrationCode: CODE });
  expect(again.status).toBe(409);
  expect(again.json.errors).toEqual([{ code: 'NOT_UNIQUE', message: "You're already a member. Please login", path: 'email', arguments: ['email', 'class com.transferwise.fx.api.ApiRegisterCommand', 'new.user@example.com'] }]);
  const other = await post(SIGN_UP, { email: 'other@example.com', registrationCode: CODE });
  expect(other.json['id']).not.toBe(made.json['id']);
});

test('the person of the sandbox is a member', async () => {
  expect((await post(SIGN_UP, { email: 'sam.doe@example.com', registrationCode: CODE })).status).toBe(409);
});

const MALFORMED: [body: object, paths: string[]][] = [
  [{ registrationCode: CODE }, ['email']],
  [{ email: 'no address', registrationCode: CODE }, ['email']],
  [{ email: 'a@b', registrationCode: CODE }, ['email']],
  [{ email: 'a@example.com' }, ['registrationCode']],
  [{ email: 'a@example.com', registrationCode: CODE.slice(1) }, ['registrationCode']],
  [{ email: 'a@example.com', registrationCode: CODE, language: 'XX' }, ['language']],
  [{ email: 7, registrationCode: 7, language: 7 }, ['email', 'registrationCode', 'language']],
  [[], ['']],
];
test.each(MALFORMED)('%j is refused by its fields', async (body, paths) => {
  const { status, json, text } = await post(SIGN_UP, body);
  expect([status, json.errors?.map((one) => one.path)]).toEqual([400, paths]);
  expect(text).not.toContain(CODE.slice(1));
});

test('whether there is a user', async () => {
  for (const [email, exists] of [['SAM.DOE@example.com', true], ['nobody@example.com', false]]) expect((await post('/v1/users/exists', { email })).json).toEqual({ exists });
});

test.each([SIGN_UP, '/v1/users/exists'])('%s takes an application token only', async (path) => {
  const body = { email: 'x@example.com', registrationCode: CODE };
  expect((await post(path, body, personal())).status).toBe(403);
  expect((await post(path, body, { authorization: 'Bearer dead' })).status).toBe(401);
  expect((await post(path, body, { 'content-type': 'text/plain' })).status).toBe(415);
});

test('a person sees itself and nobody else', async () => {
  const { userId } = client.sandbox.info;
  const show = (id: number) => client.call('GET', `/v1/users/${id}`, { headers: personal() });
  const own = await show(userId);
  expect([own.status, own.json]).toMatchObject([200, { id: userId, email: 'sam.doe@example.com', active: true }]);
  expect((await show(userId + 1)).status).toBe(403);
  expect((await client.call('GET', `/v1/users/${userId}`, { headers: await client.bearer() })).status).toBe(403);
});
