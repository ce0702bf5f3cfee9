import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIXED_PROFILES } from '../fixed.ts';
import { startSandbox } from '../sandbox.ts';
import { TestClient } from '../testing/client.ts';

let client: TestClient;
beforeAll(async () => {
  client = new TestClient(await startSandbox());
});
afterAll(() => client.close());

const get = (path: string, authorization = `Bearer ${client.sandbox.info.personalToken}`) => client.call('GET', path, { headers: { authorization } });

test('a personal token lists the profiles of its owner, whole', async () => {
  const { status, text } = await get('/v2/profiles');
  const listed = JSON.parse(text) as Record<string, unknown>[];
  expect(status).toBe(200);
  expect(listed.map(({ id, type, userId, fullName }) => ({ id, type, userId, fullName }))).toEqual(FIXED_PROFILES.map(({ id, type, name }) => ({ id, type, userId: client.sandbox.info.userId, fullName: name })));
  expect(listed[0]).toMatchObject({ address: { countryIso2Code: FIXED_PROFILES[0]!.country }, currentState: 'VISIBLE', publicId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
});

test('one of them by its id; any other is refused alike', async () => {
  const { profileId } = client.sandbox.info;
  expect((await get(`/v2/profiles/${profileId}`)).json).toMatchObject({ id: profileId });
  for (const other of ['1', String(profileId + 1_000_000), 'x', `0${profileId}`]) expect((await get(`/v2/profiles/${other}`)).status, other).toBe(403);
});

test('an application token has no profiles, a dead one has nothing', async () => {
  const { authorization } = await client.bearer();
  expect((await get('/v2/profiles', authorization)).status).toBe(403);
  expect((await get('/v2/profiles', 'Bearer dead')).status).toBe(401);
});
