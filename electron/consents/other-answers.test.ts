import { expect, test, vi } from 'vitest';
import { json, ROUTES } from '../wise/testing/wise-double.ts';
import { freePort, redirectOf, startWithDouble } from './testing/consent-app.ts';

// Redirects and grants as Wise may send them, and the built-in sandbox does not.
const COMPANY = 'https://app.example.com/wise/callback?tenant=7&next=%2Fa%20b';
const EXTRA = { scope: 'transfers', iss: 'https://wise.example', session_state: 'x', profileId: '7001' };

test('members that nobody knows do no harm, by loopback', async () => {
  const app = await startWithDouble(`http://localhost:${await freePort()}/callback`);
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  expect((await fetch(redirectOf(view.url, { code: 'good', ...EXTRA }))).status).toBe(200);
  await vi.waitFor(async () => expect(await app.call('tokens.list', {})).toMatchObject([{ profileId: 7001, canRefresh: true }]));
});

const PASTED: [name: string, change: (address: string) => string][] = [
  ['as it is', (address) => address],
  ['with an empty fragment', (address) => `${address}#`],
  ['with a fragment that says nothing', (address) => `${address}#_=_`],
  ['with its query in another order', (address) => address.replace(/\?(.*)$/, (_all, query: string) => `?${query.split('&').toReversed().join('&')}`)],
  ['with the same characters escaped otherwise', (address) => address.replace('%20', '+')],
  ['with an empty error beside the code', (address) => `${address}&error=&error_description=`],
];
test.each(PASTED)('the address of the company’s page is taken with more in it, %s', async (_name, change) => {
  const app = await startWithDouble(COMPANY);
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  const done = await app.result('consents.finish', { consentId: view.id, pasted: change(redirectOf(view.url, { code: 'good', ...EXTRA })) });
  expect(done).toMatchObject({ ok: true, value: { kind: 'user', profileId: 7001 } });
  expect(app.sent.map((form) => form.get('redirect_uri'))).toEqual([COMPANY]);
});

const GRANTED: [name: string, body: object, canRefresh: boolean][] = [
  ['no refresh token', { access_token: 'access-of-a-user', token_type: 'Bearer', expires_in: 43_199 }, false],
  ['no end, no scope and nulls', { access_token: 'access-of-a-user', token_type: 'bearer', expires_in: null, refresh_token: 'refresh-of-a-user', refresh_token_expires_in: null, scope: null, created_at: null }, true],
  ['times that are no dates', { access_token: 'access-of-a-user', token_type: 'bearer', expires_in: '43199', expires_at: 'soon', refresh_token: 'refresh-of-a-user', refresh_token_expires_at: 0 }, true],
];
test.each(GRANTED)('a grant with %s is saved and used', async (_name, body, canRefresh) => {
  const app = await startWithDouble(COMPANY);
  const { id } = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  app.wise.next(ROUTES.token, () => json(body));
  const done = await app.result('consents.finish', { consentId: id, pasted: 'good' });
  expect(done).toMatchObject({ ok: true, value: { kind: 'user', canRefresh, state: 'live', profiles: [{ id: 7001 }] } });
});

const REFUSED: [status: number, body: object, code: string][] = [
  [400, { error: 'invalid_grant', error_description: null }, 'CONSENT_CODE_REFUSED'],
  [400, { errors: [{ code: 'NOT_VALID', message: 'words', path: 'code', arguments: [] }] }, 'CONSENT_CODE_REFUSED'],
  [401, { error: 'invalid_grant' }, 'CONSENT_CODE_REFUSED'],
  [401, { error: 'invalid_client' }, 'WISE_UNAUTHORIZED'],
  [401, { timestamp: 1, status: 401, error: 'Unauthorized', message: 'words', path: '/oauth/token' }, 'WISE_UNAUTHORIZED'],
  [403, { message: 'words', request_id: 'r' }, 'WISE_FORBIDDEN'],
  [500, { message: 'words', request_id: 'r' }, 'WISE_FAILED'],
];
test.each(REFUSED)('a refusal of the code with %i %j is told as what it is, and the consent stays open', async (status, body, code) => {
  const app = await startWithDouble(COMPANY);
  const { id } = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  app.wise.next(ROUTES.token, () => json(body, status));
  expect(await app.result('consents.finish', { consentId: id, pasted: 'good' })).toMatchObject({ ok: false, error: { code, details: { status } } });
  expect(await app.call('consents.list', {})).toMatchObject([{ id, problem: { code } }]);
  expect(await app.call('tokens.list', {})).toEqual([]);
});
