import { expect, test, vi } from 'vitest';
import { PASSPHRASE } from '../testing/open-app.ts';
import { redirectOf, startWithDouble } from './testing/consent-app.ts';

const LINK = 'portcullis://oauth/callback';
const startTwo = async () => {
  const app = await startWithDouble(LINK);
  const start = (label: string) => app.call('consents.start', { connectionId: app.connectionId, label });
  return { app, views: [await start('One'), await start('Two')] };
};
const kindsOf = async ({ call }: Awaited<ReturnType<typeof startTwo>>['app']) => (await call('audit.list', { limit: 500 })).lines.map(({ kind, outcome }) => `${kind} ${outcome}`);

test('of links that come while locked none takes the place of another, a made up one least of all', async () => {
  const { app, views } = await startTwo();
  await app.call('vault.lock', {});
  for (const { url } of views) await app.app.openLink(redirectOf(url, { code: 'good' }));
  await app.app.openLink(`${LINK}?code=evil&state=made-up`);
  await app.call('vault.unlock', { passphrase: PASSPHRASE });
  await vi.waitFor(async () => expect((await app.call('tokens.list', {})).map(({ label }) => label).toSorted()).toEqual(['One', 'Two']), { timeout: 5000 });
  expect(app.sent.map((form) => form.get('code'))).toEqual(['good', 'good']);
});

test('a page that opens links without end fills neither the memory nor the log', async () => {
  const { app, views } = await startTwo();
  for (let count = 0; count < 60; count += 1) await app.app.openLink(`${LINK}?code=evil&state=made-up-${count}`);
  expect((await kindsOf(app)).filter((line) => line === 'consent.finished refused').length).toBeLessThanOrEqual(20);
  await app.call('vault.lock', {});
  for (let count = 0; count < 60; count += 1) await app.app.openLink(`${LINK}?code=evil&state=made-up-${count}`);
  await app.app.openLink(redirectOf(views[0]!.url, { code: 'good' }));
  await app.call('vault.unlock', { passphrase: PASSPHRASE });
  await vi.waitFor(async () => expect(await app.call('tokens.list', {})).toMatchObject([{ label: 'One' }]), { timeout: 5000 });
  expect((await kindsOf(app)).filter((line) => line === 'consent.finished refused').length).toBeLessThanOrEqual(40);
  expect(app.sent).toHaveLength(1);
});

test('a code is not sent to another client or another host than the one it was asked for over', async () => {
  const { app, views: [one] } = await startTwo();
  await app.call('connections.change', { connectionId: app.connectionId, passphrase: PASSPHRASE, hosts: { apiUrl: app.wise.url.replace('localhost', '127.0.0.1'), mtlsUrl: app.wise.url, consentUrl: 'https://other.example/' } });
  expect(await app.result('consents.finish', { consentId: one!.id, pasted: 'good' })).toMatchObject({ error: { code: 'CONSENT_NOT_FOUND' } });
  expect(await app.call('consents.list', {})).toEqual([]);
  expect(app.sent).toEqual([]);
});
