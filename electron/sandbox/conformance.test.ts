import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUTES, isControlPath, isPagePath } from './routes.ts';
import { startSandbox } from './sandbox.ts';
import { TestClient } from './testing/client.ts';
import { GUIDES_ONLY, checkExchange, loadDescription } from './testing/conformance.ts';

// Every test of this folder sends through TestClient, which holds each exchange against the description. These tests see to the judge itself.
let client: TestClient;
beforeAll(async () => {
  client = new TestClient(await startSandbox());
});
afterAll(() => client.close());

const TRACE = { 'x-trace-id': '0'.repeat(32), 'content-type': 'application/json' };
const TOKEN_CALL = { method: 'POST', path: '/oauth/token', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'grant_type=client_credentials' };
const TOKEN_ANSWER = { status: 200, headers: TRACE, text: '{"access_token":"x","expires_in":43199}' };

test('every endpoint but the sandbox\'s own, and the one that only the guides name, is in the description', async ({ skip }) => {
  const description = await loadDescription();
  if (!description) skip('the description is absent');
  const wise = ROUTES.filter((route) => !isControlPath(route.path) && !isPagePath(route.path) && !(route.path in GUIDES_ONLY));
  expect(wise.length).toBeGreaterThan(0);
  for (const { method, path } of wise) expect(description!.paths[path], path).toHaveProperty(method.toLowerCase());
});

const DEVIATIONS: [name: string, sent: object, received: object, words: string][] = [
  ['a request without a required field', { body: '' }, {}, '/oauth/token request'],
  ['a code without its redirect URI', { body: 'grant_type=authorization_code&client_id=x&code=x' }, {}, '/oauth/token request'],
  ['a registration code without an address', { body: 'grant_type=registration_code&client_id=x&registration_code=x' }, {}, '/oauth/token request'],
  ['a refresh without its token', { body: 'grant_type=refresh_token' }, {}, '/oauth/token request'],
  ['a refresh token that is none', {}, { text: '{"access_token":"x","refresh_token":5}' }, '/refresh_token: must be string'],
  ['a request of another content type', { headers: { 'content-type': 'application/json' } }, {}, 'request has content type application/json'],
  ['a request without a required header', { path: '/v1/auth/jose/playground/jws' }, {}, 'request lacks Accept'],
  ['an answer of another type', {}, { text: '{"expires_in":"soon"}' }, '/expires_in: must be integer'],
  ['an answer without a trace id', {}, { headers: { 'content-type': 'application/json' } }, 'answer lacks x-trace-id'],
  ['an answer of another content type', {}, { headers: { ...TRACE, 'content-type': 'text/plain' } }, 'answer has content type text/plain'],
  ['a 429 without Retry-After', {}, { status: 429 }, 'answer lacks Retry-After'],
  ['a status of nobody', {}, { status: 418 }, 'status 418 is not described'],
  ['an error of no known shape', {}, { status: 403, text: '{"oops":1}' }, 'no error shape of Wise\'s has the members oops'],
];
test.each(DEVIATIONS)('the judge sees %s', async (_name, sent, received, words) => {
  const judged = checkExchange({ ...TOKEN_CALL, ...sent }, { ...TOKEN_ANSWER, ...received });
  if (await loadDescription()) await expect(judged).rejects.toThrow(words);
  else await expect(judged).resolves.toBeUndefined();
});

test('where examples alone describe an answer, the judge goes by their members', async () => {
  const sent = { method: 'POST', path: '/v1/auth/jose/playground/jwsjwe', headers: {}, body: '' };
  const answer = (status: number, body: object) => checkExchange(sent, { status, headers: TRACE, text: JSON.stringify(body) });
  await expect(answer(500, { message: 'An unexpected error occurred', request_id: 'x' })).resolves.toBeUndefined();
  await expect(answer(400, { error: 'jws_error', error_description: 'x' })).resolves.toBeUndefined();
  const judged = answer(500, { message: 'x' });
  if (await loadDescription()) await expect(judged).rejects.toThrow('has the members message');
  else await expect(judged).resolves.toBeUndefined();
});

test('the judge passes what conforms', async () => {
  await expect(checkExchange(TOKEN_CALL, TOKEN_ANSWER)).resolves.toBeUndefined();
  expect((await client.askToken()).status).toBe(200);
});
