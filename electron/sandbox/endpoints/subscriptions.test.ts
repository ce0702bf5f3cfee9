import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { TestClient, type Reply } from '../testing/client.ts';

let client: TestClient;
let application: string;
let profile: string;
beforeAll(async () => {
  client = new TestClient(await startSandbox({ now: () => Date.UTC(2026, 0, 1) }));
  application = `/v3/applications/${client.sandbox.info.clientKey}/subscriptions`;
  profile = `/v3/profiles/${client.sandbox.info.profileId}/subscriptions`;
});
afterAll(() => client.close());

const personal = () => ({ authorization: `Bearer ${client.sandbox.info.personalToken}` });
/** With the token that fits the path. */
const tokenFor = (path: string) => (path.startsWith('/v3/applications') ? client.bearer() : personal());

const GOOD = { name: 'Transfers', trigger_on: 'transfers#state-change', delivery: { version: '4.0.0', url: 'https://localhost:9/hook', mtls_enabled: true } };

async function call(method: string, path: string, body?: unknown): Promise<Reply> {
  return client.call(method, path, { headers: { ...(await tokenFor(path)), ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}
const listOf = async (path: string) => (await call('GET', path)).json as unknown as { id: string }[];

beforeEach(async () => {
  for (const path of [application, profile]) for (const { id } of await listOf(path)) await call('DELETE', `${path}/${id}`);
});

describe.each(['application', 'profile'] as const)('subscriptions of the %s', (domain) => {
  const path = () => (domain === 'application' ? application : profile);

  test('are made, listed, read and deleted', async () => {
    const { clientId, clientKey, profileId, userId } = client.sandbox.info;
    const made = await call('POST', path(), GOOD);
    expect([made.status, made.json]).toEqual([200, {
      ...GOOD,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      scope: { domain, id: domain === 'application' ? clientKey : String(profileId) },
      created_by: domain === 'application' ? { type: 'application', id: clientId } : { type: 'user', id: String(userId) },
      created_at: '2026-01-01T00:00:00Z',
    }]);
    const one = `${path()}/${String(made.json['id'])}`;
    expect(await listOf(path())).toEqual([made.json]);
    expect((await call('GET', one)).json).toEqual(made.json);
    const deleted = await call('DELETE', one);
    expect([deleted.status, deleted.text, deleted.headers['content-type'], deleted.headers['content-length']]).toEqual([204, '', undefined, undefined]);
    expect(await listOf(path())).toEqual([]);
    expect((await call('GET', one)).status).toBe(404);
    expect((await call('DELETE', one)).status).toBe(404);
  });

  test('mTLS is off unless asked for', async () => {
    const { json } = await call('POST', path(), { ...GOOD, delivery: { version: '2.0.0', url: 'https://localhost/x' } });
    expect(json['delivery']).toEqual({ version: '2.0.0', url: 'https://localhost/x', mtls_enabled: false });
  });

  test('a hundred are kept, not more', async () => {
    for (let count = 0; count < 100; count += 1) expect((await call('POST', path(), GOOD)).status).toBe(200);
    const { status, json } = await call('POST', path(), GOOD);
    expect([status, json.errors?.[0]?.code]).toEqual([400, 'LIMIT_REACHED']);
    expect(await listOf(path())).toHaveLength(100);
  });

  test('the wrong kind of token is refused', async () => {
    const wrong = domain === 'application' ? personal() : await client.bearer();
    for (const [headers, status] of [[wrong, 403], [{}, 401], [{ authorization: `Bearer ${randomUUID()}` }, 401]] as const) {
      for (const [method, at] of [['GET', path()], ['POST', path()], ['GET', `${path()}/${randomUUID()}`], ['DELETE', `${path()}/${randomUUID()}`]] as const) {
        expect((await client.call(method, at, { headers: { ...headers } })).status, `${method} ${at}`).toBe(status);
      }
    }
  });

  test('an id of nobody, or none at all, is not found', async () => {
    for (const id of [randomUUID(), 'x', '%00', '%']) expect((await call('GET', `${path()}/${id}`)).status, id).toBe(404);
    expect((await call('GET', `${path()}/`)).status).toBe(404);
  });

  test('what is known of a path, and nothing else, is allowed', async () => {
    const answer = await call('PUT', `${path()}/${randomUUID()}`);
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, DELETE']);
    expect((await call('GET', `${path()}/${randomUUID()}/elsewhere`)).status).toBe(404);
  });
});

test('neither sees what the other has', async () => {
  const { json } = await call('POST', application, GOOD);
  expect(await listOf(profile)).toEqual([]);
  expect((await call('GET', `${profile}/${String(json['id'])}`)).status).toBe(404);
});

test('a stranger’s client key or profile is not found', async () => {
  for (const path of [`/v3/applications/${randomUUID()}/subscriptions`, '/v3/profiles/1/subscriptions', '/v3/profiles/x/subscriptions']) {
    for (const [method, body] of [['GET'], ['POST', GOOD]] as const) expect((await call(method, path, body)).status, path).toBe(404);
  }
});

test('only subscriptions of the application can be tested', async () => {
  const { json } = await call('POST', profile, GOOD);
  expect((await call('POST', `${profile}/${String(json['id'])}/test-notifications`)).status).toBe(404);
  expect((await call('POST', `${application}/${String(json['id'])}/test-notifications`)).status).toBe(404);
  expect((await call('GET', `${application}/${randomUUID()}/test-notifications`)).status).toBe(405);
});

const delivery = (changes: object) => ({ ...GOOD, delivery: { ...GOOD.delivery, ...changes } });
const REFUSALS: [name: string, body: unknown, path: string, words: string][] = [
  ['no JSON', undefined, '', 'The body must be a JSON object with an object delivery in it.'],
  ['no delivery', { ...GOOD, delivery: undefined }, 'delivery', 'with an object delivery in it'],
  ['no name', { ...GOOD, name: undefined }, 'name', 'name must be a text of 1 to 100 characters; it is missing.'],
  ['an empty name', { ...GOOD, name: ' ' }, 'name', 'it is " ".'],
  ['a long name', { ...GOOD, name: 'x'.repeat(101) }, 'name', 'name must be a text'],
  ['no event', { ...GOOD, trigger_on: undefined }, 'trigger_on', 'trigger_on must be an event type such as transfers#state-change; it is missing.'],
  ['an event without a sharp', { ...GOOD, trigger_on: 'transfers.state-change' }, 'trigger_on', 'it is "transfers.state-change".'],
  ['an event and a newline', { ...GOOD, trigger_on: 'transfers#state-change\n' }, 'trigger_on', 'must be an event type'],
  ['no version', delivery({ version: undefined }), 'delivery.version', 'it is missing.'],
  ['a short version', delivery({ version: '4.0' }), 'delivery.version', 'must be a semantic version such as 4.0.0; it is "4.0".'],
  ['a version that is a number', delivery({ version: 4 }), 'delivery.version', 'it is 4.'],
  ['plain http', delivery({ url: 'http://localhost/x' }), 'delivery.url', 'must be an https address; it is "http://localhost/x".'],
  ['no address', delivery({ url: 'localhost' }), 'delivery.url', 'it is "localhost".'],
  ['an address without end', delivery({ url: `https://localhost/${'x'.repeat(2000)}` }), 'delivery.url', 'must be an https address'],
  ['mTLS as text', delivery({ mtls_enabled: 'true' }), 'delivery.mtls_enabled', 'must be true, false or left out; it is "true".'],
];
test.each(REFUSALS)('a subscription is refused for %s', async (_name, body, path, words) => {
  const { status, json } = await client.call('POST', application, { headers: { ...(await client.bearer()), 'content-type': 'application/json' }, body: body === undefined ? '{' : JSON.stringify(body) });
  expect([status, json]).toEqual([400, { errors: [{ code: 'NOT_VALID', message: expect.stringContaining(words), path, arguments: [] }] }]);
  expect(await listOf(application)).toEqual([]);
});

test('every field that does not fit is named', async () => {
  const { json } = await call('POST', application, { name: '', trigger_on: '', delivery: { version: '', url: '', mtls_enabled: 1 } });
  expect(json.errors?.map(({ path }) => path)).toEqual(['name', 'trigger_on', 'delivery.version', 'delivery.url', 'delivery.mtls_enabled']);
});

test('a body of another type is refused', async () => {
  const { status } = await client.call('POST', application, { headers: { ...(await client.bearer()), 'content-type': 'text/plain' }, body: JSON.stringify(GOOD) });
  expect(status).toBe(415);
});

test('they outlive a restart', async () => {
  await call('POST', application, GOOD);
  await call('POST', profile, GOOD);
  const again = new TestClient(await startSandbox({ state: structuredClone(client.sandbox.state()) }));
  const listed = await again.call('GET', application, { headers: await again.bearer() });
  expect(listed.json).toEqual(await listOf(application));
  await again.close();
});
