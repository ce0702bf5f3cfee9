import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { TestClient, UPLOAD_PATH, WISE_KEY_PATH, makeKey } from '../testing/client.ts';

let client: TestClient;
let time = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  client = new TestClient(await startSandbox({ now: () => time }));
});
afterAll(() => client.close());

test('client credentials give an application token for twelve hours, and no refresh token', async () => {
  const { status, json, headers } = await client.askToken();
  expect(status).toBe(200);
  expect(json).toEqual({ access_token: expect.stringMatching(/^[0-9a-f-]{36}$/), token_type: 'bearer', expires_in: 43_199, expires_at: '2026-01-01T11:59:59.000Z', scope: 'transfers' });
  expect(headers['cache-control']).toBe('no-store');
});

test.each(['', 'grant_type=', '{"grant_type":"client_credentials"}'])('a missing grant type is refused: %j', async (body) => {
  const { status, json } = await client.askToken(body);
  expect(status).toBe(400);
  expect(json).toEqual({ error: 'invalid_request', error_description: 'Missing grant type' });
});

test('a grant type that is there twice is refused as that', async () => {
  const { status, json } = await client.askToken('grant_type=client_credentials&grant_type=client_credentials');
  expect([status, json]).toEqual([400, { error: 'invalid_request', error_description: 'grant_type is there more than once' }]);
});

test.each(['password', 'toString', 'Client_Credentials'])('a grant type that nobody knows has its own error (RFC 6749, 5.2): %s', async (type) => {
  const { status, json } = await client.askToken(`grant_type=${type}`);
  expect([status, json]).toEqual([400, { error: 'unsupported_grant_type', error_description: `Unsupported grant type: "${type}"` }]);
});

test('a form under another content type has no grant type', async () => {
  expect((await client.askToken(undefined, { 'content-type': 'application/json' })).json['error']).toBe('invalid_request');
});

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
test('wrong client credentials are refused alike, whatever is wrong', async () => {
  const { clientId, clientSecret } = client.sandbox.info;
  const right = basic(`${clientId}:${clientSecret}`);
  const wrong = [`${right}!`, right.replace(/(?=.{9}$)/, '!'), `${right}====`, basic(`${clientId}:wrong`), basic(`wrong:${clientSecret}`), basic(clientId), 'Basic', 'Basic !!', `Bearer ${clientSecret}`];
  for (const authorization of wrong) {
    const { status, json, headers } = await client.askToken(undefined, { authorization });
    expect(status).toBe(401);
    expect(json).toEqual({ error: 'invalid_grant', error_description: 'Invalid user credentials.' });
    expect(headers['www-authenticate']).toBe('Basic realm="sandbox"');
  }
});

test('a refused code, refresh token or registration code carries a challenge, as every 401 (RFC 9110, 15.5.2)', async () => {
  const id = client.sandbox.info.clientId;
  for (const form of [`grant_type=authorization_code&client_id=${id}&code=x&redirect_uri=y`, 'grant_type=refresh_token&refresh_token=x', `grant_type=registration_code&client_id=${id}&email=a%40b.example&registration_code=x`]) {
    const { status, headers } = await client.askToken(form);
    expect([status, headers['www-authenticate']]).toEqual([401, 'Basic realm="sandbox"']);
  }
});

test('the scheme is read in any case, and base64 without its padding', async () => {
  const { clientId, clientSecret } = client.sandbox.info;
  const right = basic(`${clientId}:${clientSecret}`);
  for (const authorization of [right, right.replace('Basic', 'basic'), right.replace('Basic', 'BASIC'), right.replace(/=+$/, '')]) expect((await client.askToken(undefined, { authorization })).status).toBe(200);
});

test.each([['POST', UPLOAD_PATH], ['GET', `${WISE_KEY_PATH}?algorithm=ES256&scope=PAYLOAD_SIGNING`], ['POST', '/v1/auth/jose/playground/jws']])('%s %s takes nothing but a live application token', async (method, path) => {
  const ask = (headers: Record<string, string>) => client.call(method, path, { headers });
  const none = await ask({});
  expect([none.status, none.json['error']]).toEqual([401, 'unauthorized']);
  expect(none.json['error_description']).toContain('Full authentication is required');
  const unknown = await ask({ authorization: 'Bearer 00000000-0000-0000-0000-000000000000' });
  expect([unknown.status, unknown.json['error']]).toEqual([401, 'invalid_token']);
  expect(unknown.headers['www-authenticate']).toBe('Bearer realm="sandbox", error="invalid_token"');
  const personal = await ask({ authorization: `Bearer ${client.sandbox.info.personalToken}` });
  expect([personal.status, personal.json['message']]).toEqual([403, 'This endpoint takes an application token (grant type client_credentials), not a personal one.']);
});

test('a token dies after twelve hours', async () => {
  const key = await makeKey('ES256');
  const authorization = `Bearer ${(await client.askToken()).json.access_token!}`;
  time += 43_198_000;
  expect((await client.upload(key.upload, { authorization })).status).toBe(201);
  time += 1000;
  const dead = await client.upload(key.upload, { authorization });
  expect([dead.status, dead.json['error_description']]).toEqual([401, 'Invalid access token: it is unknown or has expired.']);
});
