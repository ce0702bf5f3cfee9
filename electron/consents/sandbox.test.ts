import { expect, test, vi } from 'vitest';
import { PASSPHRASE, type TestApp } from '../testing/open-app.ts';
import { startConnected } from './testing/consent-app.ts';
import { decideOn } from './testing/person.ts';

/** Other tests may hold the port of the built-in sandbox's redirect URI for a moment. */
const LINK_URI = 'portcullis://oauth/callback';

async function startWithLinks() {
  const app = await startConnected();
  await app.app.services.vault.update((body) => ({ ...body, connections: body.connections.map((one) => ({ ...one, redirectUri: LINK_URI })) }));
  return app;
}

const audited = async ({ call }: Pick<TestApp, 'call'>) => (await call('audit.list', { limit: 100 })).lines.filter(({ kind }) => /^(consent|link)\./.test(kind)).map(({ kind, outcome, says }) => `${kind} ${outcome} ${says}`).toReversed();

test('with the built-in sandbox’s own redirect URI, through its consent page', async () => {
  const app = await startConnected();
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: 'Sam' });
  expect(view).toMatchObject({ comesBackBy: 'loopback', environment: 'built-in' });
  const address = await decideOn(view.url);
  expect(address.startsWith(`${view.redirectUri}?`)).toBe(true);
  if (view.listensUntil === undefined) await app.call('consents.finish', { consentId: view.id, pasted: address });
  else expect((await fetch(address)).status).toBe(200);
  await vi.waitFor(async () => expect(await app.call('tokens.list', {})).toMatchObject([{ label: 'Sam', state: 'live', profileId: 30_120_001, profiles: [{}, {}, {}] }]), { timeout: 5000 });
  expect((await app.call('tokens.test', { tokenId: (await app.call('tokens.list', {}))[0]!.id })).ok).toBe(true);
  // A code works once.
  const again = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  const code = new URL(address).searchParams.get('code') ?? '';
  expect(await app.result('consents.finish', { consentId: again.id, pasted: code })).toMatchObject({ error: { code: 'CONSENT_CODE_REFUSED' } });
});

test('by link, also one that comes while locked: it waits for the unlock beside others', async () => {
  const app = await startWithLinks();
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: 'Sam' });
  expect(view.comesBackBy).toBe('link');
  const address = await decideOn(view.url);
  await app.call('vault.lock', {});
  app.shell.openLink(`${LINK_URI}?code=older&state=older`);
  app.shell.openLink(address);
  await vi.waitFor(async () => expect((await app.app.services.log.list({ limit: 5 })).lines.filter(({ kind }) => kind === 'link.opened')).toHaveLength(2));
  await app.call('vault.unlock', { passphrase: PASSPHRASE });
  await vi.waitFor(async () => expect(await app.call('tokens.list', {})).toMatchObject([{ label: 'Sam', state: 'live' }]), { timeout: 5000 });
  const lines = await audited(app);
  expect(lines).toEqual([
    expect.stringContaining('consent.started ok comes back by link'), 'link.opened ok oauth/callback', 'link.opened ok oauth/callback',
    'consent.finished refused CONSENT_STATE: no open consent has the state of the link', expect.stringMatching(/^consent.finished ok granted token “Sam”/),
  ]);
  expect(lines.join()).not.toContain(new URL(address).searchParams.get('code'));
});

test('a link does nothing but finish a consent whose state it has', async () => {
  const app = await startWithLinks();
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  const address = await decideOn(view.url);
  for (const url of [address.replace(/state=[^&]*/, 'state=guessed'), address.replace(/&?state=[^&]*/, ''), 'portcullis://vault/lock?a=b']) app.shell.openLink(url);
  await vi.waitFor(async () => expect(await audited(app)).toEqual([
    expect.stringContaining('consent.started'), 'link.opened ok oauth/callback', 'link.opened refused LINK_UNKNOWN', 'link.opened refused LINK_UNKNOWN', 'consent.finished refused CONSENT_STATE: no open consent has the state of the link',
  ]));
  expect(await app.call('tokens.list', {})).toEqual([]);
  app.shell.openLink(await decideOn(view.url, { decision: 'deny' }));
  await vi.waitFor(async () => expect(await app.call('consents.list', {})).toMatchObject([{ problem: { code: 'CONSENT_DENIED', details: { wiseCode: 'access_denied' } } }]));
});

test('wrong client credentials are not blamed on the code', async () => {
  const app = await startWithLinks();
  const view = await app.call('consents.start', { connectionId: app.connectionId, label: '' });
  const address = await decideOn(view.url);
  const { sandbox } = await app.app.work();
  const { apiUrl, mtlsUrl, ca, clientId } = await sandbox.target();
  await app.app.services.vault.update((body) => ({
    ...body,
    connections: body.connections.map((one) => ({ ...one, environment: 'custom' as const, clientId, clientSecret: 'not-the-secret', wiseCa: [ca], hosts: { apiUrl, mtlsUrl, consentUrl: 'https://wise.example/' } })),
  }));
  expect(await app.result('consents.finish', { consentId: view.id, pasted: address })).toMatchObject({ error: { code: 'WISE_UNAUTHORIZED' } });
});
