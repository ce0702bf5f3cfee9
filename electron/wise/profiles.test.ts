import { afterEach, beforeEach, expect, test } from 'vitest';
import { readProfiles, requestProfiles } from './profiles.ts';
import { Secret } from './secret.ts';
import { startLinked, type Linked } from './testing/linked.ts';
import { json } from './testing/wise-double.ts';

let side: Linked;
beforeEach(async () => {
  side = await startLinked();
});
afterEach(() => side.close());

async function read(body: unknown, status = 200) {
  side.wise.routes['GET /v2/profiles'] = () => json(body, status);
  return readProfiles(await requestProfiles(side.link.client, new Secret('token-of-the-test')));
}

test('members that are null, absent or unknown do no harm', async () => {
  const sparse = { type: 'PERSONAL', id: 1, publicId: null, userId: null, fullName: null, firstName: 'Sal', lastName: 'Doe', address: null, currentState: 'NEW', future: { a: [1, null] } };
  const other = { type: 'BUSINESS', id: 9_007_199_254_740_991, userId: '42', fullName: '', businessName: 'Acme Ltd', address: { countryIso2Code: null, id: null }, operationalAddresses: null };
  const bare = { type: 'business', id: 3 };
  expect(await read([sparse, other, bare])).toEqual({
    userId: 42,
    profiles: [{ id: 1, type: 'personal', name: 'Sal Doe' }, { id: 9_007_199_254_740_991, type: 'business', name: 'Acme Ltd' }, { id: 3, type: 'business', name: 'profile 3' }],
  });
});

test('no profile yet is no fault', async () => {
  expect(await read([])).toEqual({ profiles: [] });
});

test.each([[{ profiles: [] }], [[{ type: 'PERSONAL' }]], [[{ type: 'PERSONAL', id: '1' }]], [[null]]])('what is no list of profiles is not believed: %j', async (body) => {
  await expect(read(body)).rejects.toMatchObject({ code: 'WISE_ANSWER_INVALID', details: { reason: 'ANSWER_SHAPE' } });
});

test('a refusal keeps Wise’s words', async () => {
  await expect(read({ timestamp: 1, status: 403, error: 'Forbidden', message: 'Access denied', path: '/v2/profiles' }, 403)).rejects.toMatchObject({ code: 'WISE_FORBIDDEN', details: { wiseMessage: 'Access denied' } });
});
