import { expect, test, vi } from 'vitest';
import { PASSPHRASE, startTestApp, type TestApp } from '../testing/open-app.ts';
import { freePort, redirectOf, startWithDouble } from './testing/consent-app.ts';

const loopback = async () => `http://127.0.0.1:${await freePort()}/callback?tenant=7`;
const COMPANY = 'https://app.example.com/wise/callback';
const auditOf = async ({ call }: Pick<TestApp, 'call'>) => (await call('audit.list', { limit: 100 })).lines.filter(({ kind }) => /^(consent|link)\./.test(kind)).map(({ kind, outcome }) => `${kind} ${outcome}`).toReversed();

test('by loopback: the browser opens, the answer comes back, the token is saved, used and named', async () => {
  const redirectUri = await loopback();
  const app = await startWithDouble(redirectUri);
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: 'Acme' });
  expect(app.shell.opened).toEqual([view.url]);
  const { searchParams } = new URL(view.url);
  expect(Object.fromEntries(searchParams)).toMatchObject({ lang: 'en', client_id: app.wise.clientId, redirect_uri: redirectUri });
  expect(Buffer.from(searchParams.get('state') ?? '', 'base64url')).toHaveLength(32);
  expect(view).toMatchObject({ comesBackBy: 'loopback', redirectUri });
  expect(Date.parse(view.listensUntil ?? '') - Date.now()).toBeGreaterThan(4 * 60_000);

  const page = await fetch(redirectOf(view.url, { code: 'good', profileId: '7001' }));
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('You can close this page and go back to Portcullis.');
  expect(Object.fromEntries(page.headers)).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'content-security-policy': expect.stringContaining("default-src 'none'") });
  await vi.waitFor(async () => expect(await app.call('consents.list', {})).toEqual([]), { timeout: 5000 });
  expect(Object.fromEntries(app.sent[0]!)).toEqual({ grant_type: 'authorization_code', code: 'good', redirect_uri: redirectUri, client_id: app.wise.clientId });
  await vi.waitFor(async () => expect(await app.call('tokens.list', {})).toMatchObject([{ label: 'Acme', kind: 'user', origin: 'consent', state: 'live', profileId: 7001, userId: 42, profiles: [{ id: 7001, name: 'Acme Ltd', country: 'GB' }], isInUse: true, canRefresh: true }]));
  expect(await app.call('connections.list', {})).toMatchObject([{ profileId: 7001, hasUserToken: true }]);
  await expect(fetch(redirectOf(view.url, { code: 'good' }))).rejects.toThrow();
  expect(await auditOf(app)).toEqual(['consent.started ok', 'consent.finished ok']);
});

test('denied: the page says so, Wise’s words stand with the consent, and opened again it has a new state', async () => {
  const app = await startWithDouble(await loopback());
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  const page = await fetch(redirectOf(view.url, { error: 'access_denied', error_description: 'The user denied the request' }));
  expect(await page.text()).toContain('Wise said no');
  await vi.waitFor(async () => expect(await app.call('consents.list', {})).toMatchObject([{ id: view.id, problem: { code: 'CONSENT_DENIED', details: { wiseCode: 'access_denied', wiseMessage: 'The user denied the request' } } }]));
  const again = await app.call('consents.reopen', { consentId: view.id });
  expect(again.problem).toBeUndefined();
  expect(new URL(again.url).searchParams.get('state')).not.toBe(new URL(view.url).searchParams.get('state'));
  expect((await fetch(redirectOf(view.url, { code: 'good' }))).status).toBe(400);
  expect((await fetch(redirectOf(again.url, { code: 'good' }))).status).toBe(200);
  await vi.waitFor(async () => expect(await app.call('tokens.list', {})).toHaveLength(1));
  expect(await auditOf(app)).toEqual(['consent.started ok', 'consent.finished refused', 'consent.finished ok']);
});

test('a code that Wise refuses, and the state of another consent', async () => {
  const app = await startWithDouble(COMPANY);
  const [one, other] = [await app.call('consents.start', { connectionId: app.connectionId, label: '' }), await app.call('consents.start', { connectionId: app.connectionId, label: '' })];
  expect(one.comesBackBy).toBe('paste');
  const finish = (consentId: string, pasted: string) => app.result('consents.finish', { consentId, pasted });
  const refused = await finish(one.id, redirectOf(one.url, { code: 'spent-before' }));
  expect(refused).toMatchObject({ error: { code: 'CONSENT_CODE_REFUSED', details: { wiseCode: 'invalid_grant' } } });
  expect(JSON.stringify(refused)).not.toContain('spent-before');
  expect(await finish(one.id, redirectOf(other.url, { code: 'good' }))).toMatchObject({ error: { code: 'CONSENT_STATE', details: { reason: expect.stringContaining('another open consent, for “Double”') } } });
  expect(await finish(one.id, `${COMPANY}?code=good&state=made-up`)).toMatchObject({ error: { code: 'CONSENT_STATE', details: { reason: 'no open consent has this state' } } });
  expect(await finish(one.id, redirectOf(one.url, { code: 'good' }).replace('app.example', 'evil.example'))).toMatchObject({ error: { code: 'CONSENT_STATE' } });
  expect(app.sent).toHaveLength(1);
  expect(await finish(one.id, redirectOf(one.url, { code: 'good' }))).toMatchObject({ ok: true, value: { kind: 'user' } });
  expect(await finish(one.id, redirectOf(one.url, { code: 'good' }))).toMatchObject({ error: { code: 'CONSENT_NOT_FOUND' } });
  await app.call('consents.cancel', { consentId: other.id });
  expect(await app.call('consents.list', {})).toEqual([]);
});

test('delivered twice at once, by the listener and by pasting, it makes one token', async () => {
  const app = await startWithDouble(await loopback());
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  const address = redirectOf(view.url, { code: 'good' });
  const [pasted, page] = await Promise.all([app.result('consents.finish', { consentId: view.id, pasted: address }), fetch(address)]);
  expect(pasted.ok).toBe(true);
  expect(page.status).toBe(200);
  expect(app.sent).toHaveLength(1);
  expect(await app.call('tokens.list', {})).toHaveLength(1);
});

test('locked while the person is at Wise: the answer waits in memory for the unlock', async () => {
  const app = await startWithDouble(await loopback());
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  await app.call('vault.lock', {});
  expect((await fetch(redirectOf(view.url, { code: 'good', profileId: '7001' }))).status).toBe(200);
  expect(app.sent).toEqual([]);
  await app.call('vault.unlock', { passphrase: PASSPHRASE });
  await vi.waitFor(async () => expect(await app.call('tokens.list', {})).toMatchObject([{ profileId: 7001 }]), { timeout: 5000 });
  expect(await app.call('audit.verify', {})).toMatchObject({ ok: true });
});

test('locked while the code is exchanged: the lock waits a moment for the answer, and what comes later is lost and said so', async () => {
  const app = await startWithDouble(COMPANY);
  const begin = async (delayMs: number) => {
    const { id, url } = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
    const arrived = Promise.withResolvers<void>();
    app.wise.next('POST /oauth/token', (_received, response) => {
      arrived.resolve();
      setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token":"late-access-token","token_type":"bearer","expires_in":60}'), delayMs);
    });
    const finishing = app.result('consents.finish', { consentId: id, pasted: redirectOf(url, { code: 'good' }) });
    await arrived.promise;
    await app.call('vault.lock', {});
    const result = await finishing;
    await app.call('vault.unlock', { passphrase: PASSPHRASE });
    return { id, result };
  };
  await begin(100);
  expect(await app.call('tokens.list', {})).toHaveLength(1);
  expect(await app.call('consents.list', {})).toEqual([]);
  const { id, result } = await begin(3000);
  expect(result).toMatchObject({ error: { code: 'CONSENT_ANSWER_LOST' } });
  expect(await app.call('consents.list', {})).toMatchObject([{ id, problem: { code: 'CONSENT_ANSWER_LOST' } }]);
});

test('after a restart pasting still works, and so does listening anew', async () => {
  const app = await startWithDouble(await loopback());
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  await app.close();
  const next = await startTestApp(app.folder);
  await next.call('vault.unlock', { passphrase: PASSPHRASE });
  const [kept] = await next.call('consents.list', {});
  expect(kept).toMatchObject({ id: view.id, url: view.url });
  expect(kept?.listensUntil).toBeUndefined();
  expect((await next.call('consents.reopen', { consentId: view.id })).listensUntil).toBeDefined();
  expect(await next.call('consents.finish', { consentId: view.id, pasted: new URL(redirectOf(view.url, { code: 'good' })).search })).toMatchObject({ kind: 'user' });
  await expect(fetch(redirectOf(view.url, { code: 'good' }))).rejects.toThrow();
});

test('a token is renewed in place, and what was wrong with it is forgotten', async () => {
  const app = await startWithDouble(COMPANY);
  const consentFor = async (tokenId?: string) => {
    const { id, url } = await app.call('consents.start', { connectionId: app.connectionId, label: 'Acme', ...(tokenId ? { tokenId } : {}) });
    return app.call('consents.finish', { consentId: id, pasted: redirectOf(url, { code: 'good' }) });
  };
  const token = await consentFor();
  const { vault } = app.app.services;
  await vault.update((body) => ({ ...body, tokens: body.tokens.map((one) => ({ ...one, previousRefresh: 'old', refreshBegunAt: one.madeAt, refusal: { at: one.madeAt } })) }));
  const renewed = await consentFor(token.id);
  expect(renewed).toMatchObject({ id: token.id, madeAt: token.madeAt, state: 'live' });
  expect(await app.call('tokens.history', { tokenId: token.id })).toMatchObject([{ kind: 'renewed' }, { kind: 'made' }]);
  const [entry, ...others] = vault.read().tokens;
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ access: { value: 'access-2-of-a-user' }, refresh: { value: 'refresh-2-of-a-user' } });
  for (const name of ['previousRefresh', 'refreshBegunAt', 'refusal']) expect(entry).not.toHaveProperty(name);
});

test('an answer that is lost is said so; the consent stays to be opened again', async () => {
  const app = await startWithDouble(COMPANY);
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  const finish = () => app.result('consents.finish', { consentId: view.id, pasted: 'good' });
  app.wise.next('POST /oauth/token', (_received, response) => void response.destroy(), () => ({ status: 200, body: '{"access_token":' }), () => ({ status: 504 }), () => ({ status: 503 }));
  for (const code of ['CONSENT_ANSWER_LOST', 'CONSENT_ANSWER_LOST', 'CONSENT_ANSWER_LOST', 'WISE_FAILED']) expect(await finish()).toMatchObject({ error: { code } });
  expect(await app.call('consents.list', {})).toMatchObject([{ id: view.id }]);
  expect(await app.call('tokens.list', {})).toEqual([]);
});

test('a token that could not be saved is not asked for again: the next try saves it', async () => {
  const app = await startWithDouble(COMPANY);
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  const { vault } = app.app.services;
  const { update } = vault;
  const failing = vi.spyOn(vault, 'update').mockImplementationOnce(async () => { throw new Error('disk'); });
  failing.mockImplementation((change) => update.call(vault, change));
  expect((await app.result('consents.finish', { consentId: view.id, pasted: 'good' })).ok).toBe(false);
  expect(await app.call('consents.finish', { consentId: view.id, pasted: 'good' })).toMatchObject({ kind: 'user' });
  expect(app.sent).toHaveLength(1);
});

test('consents of yesterday are dropped from the list; a connection without a redirect URI starts none', async () => {
  const app = await startWithDouble(COMPANY);
  await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  const { vault } = app.app.services;
  await vault.update((body) => ({ ...body, consents: body.consents.map((one) => ({ ...one, startedAt: new Date(Date.now() - 25 * 3_600_000).toISOString() })) }));
  expect(await app.call('consents.list', {})).toEqual([]);
  expect(vault.read().consents).toEqual([]);
  await app.call('connections.change', { connectionId: app.connectionId, redirectUri: null });
  expect(await app.result('consents.start', { connectionId: app.connectionId, label: '' })).toMatchObject({ error: { code: 'REDIRECT_URI_MISSING' } });
});
