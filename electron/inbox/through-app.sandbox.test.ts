import { expect, test } from 'vitest';
import { openTestApp, PASSPHRASE } from '../testing/open-app.ts';

test('the inbox of the built-in sandbox, through the whole app', async () => {
  const { call, result, app, shell } = await openTestApp();
  const { id: connectionId } = await call('connections.create', { environment: 'built-in', name: 'Sandbox' });
  expect(await call('approvals.inbox', { connectionId })).toEqual({ items: [], isFetching: false, problems: [], balances: [], wrongTries: 0, fourEyes: false });
  const { items, problems, balances } = await call('approvals.fetch', { connectionId });
  expect(problems).toEqual([]);
  expect(balances.length).toBeGreaterThan(2);
  const nordwind = items.find(({ title }) => title === 'Nordwind GmbH');
  expect(nordwind).toMatchObject({ kind: 'fund-transfer', amount: { value: 12_400, currency: 'EUR' }, reference: 'Invoice 2026-1187', missing: ['payee account', 'fee'] });
  const detailed = await call('approvals.details', { connectionId, key: nordwind!.key });
  expect(detailed).toMatchObject({ payee: { name: 'Nordwind GmbH' }, fee: { currency: 'EUR' }, missing: [] });
  const batch = items.find(({ kind }) => kind === 'fund-batch');
  expect(batch).toMatchObject({ title: 'November suppliers', amount: { value: 33_810, currency: 'EUR' }, transfers: 14 });
  expect(items.filter(({ title }) => title.startsWith('November'))).toHaveLength(1);
  expect(await call('approvals.details', { connectionId, key: batch!.key })).toMatchObject({ fee: { currency: 'EUR' }, missing: [] });

  await call('sandbox.fill', { transfers: 500 });
  expect((await call('approvals.fetch', { connectionId })).items).toHaveLength(items.length + 500);
  expect(await call('sandbox.phone', {})).toEqual([]);

  const opened = await call('approvals.open', { connectionId, from: { kind: 'text', text: 'portcullis://approve?method=GET&path=/v1/me' } });
  expect(opened).toMatchObject({ origin: 'link', approval: { state: 'prepared' } });
  await call('approvals.copyLink', { connectionId, key: nordwind!.key });
  expect(await shell.clipboard.read()).toMatch(/^portcullis:\/\/approve\?method=POST&path=%2Fv3%2Fprofiles%2F/);
  await call('approvals.discard', { connectionId, key: opened.key });
  expect(await result('approvals.discard', { connectionId, key: opened.key })).toMatchObject({ ok: false, error: { code: 'APPROVAL_NOT_FOUND' } });

  await call('vault.lock', {});
  await app.openLink('portcullis://approve?method=POST&path=/v1/x&body={}&note=while%20locked');
  await call('vault.unlock', { passphrase: PASSPHRASE });
  expect((await call('approvals.inbox', { connectionId })).items).toMatchObject([{ kind: 'call', origin: 'link', note: 'while locked' }]);
  const { lines } = await call('audit.list', { limit: 100 });
  expect(lines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['approval.fetched', 'approval.prepared', 'approval.discarded', 'link.opened']));
});
