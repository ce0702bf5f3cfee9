import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openTestApp, PASSPHRASE } from '../testing/open-app.ts';

test('through the whole app: the sandbox’s own token is added, tested, used, copied and forgotten', async () => {
  const { call, shell, answers } = await openTestApp();
  const { id: connectionId } = await call('connections.create', { environment: 'built-in', name: 'Sandbox' });
  const added = await call('tokens.add', { connectionId, label: 'Payouts', replaceAfterDays: 10 });
  expect(added).toMatchObject({ kind: 'personal', label: 'Payouts', origin: 'sandbox', state: 'live', isInUse: true, canRefresh: false, profiles: [], connectionName: 'Sandbox', environment: 'built-in' });
  await expect(call('tokens.add', { connectionId, label: 'again' })).rejects.toMatchObject({ code: 'TOKEN_EXISTS', details: { reason: 'It is called “Payouts”.' } });

  const run = await call('tokens.test', { tokenId: added.id });
  expect(run.steps.map(({ id, state }) => [id, state])).toEqual([['token', 'ok'], ['send', 'ok'], ['receive', 'ok'], ['profiles', 'ok']]);
  expect(run.says).toBe(`Wise takes token “Payouts” (…${added.tail}): it sees 3 profiles of user 5940001.`);
  expect(await call('tokens.profiles', { tokenId: added.id })).toMatchObject([{ type: 'personal', country: 'GB' }, { id: 30_120_001, type: 'business', name: 'Acme Payments Ltd' }, { id: 30_120_002, type: 'business', country: 'US' }]);

  await call('connections.check', { id: connectionId });
  const [application, personal] = await call('tokens.list', {});
  expect(application).toMatchObject({ id: `application-${connectionId}`, kind: 'application', state: 'live', origin: 'client-credentials', canRefresh: false, isInUse: false });
  expect(personal).toMatchObject({ id: added.id, userId: 5_940_001, lastTestedAt: expect.any(String), lastUsedAt: expect.any(String), replaceAt: expect.any(String) });
  const [first, ...before] = await call('tokens.history', { tokenId: added.id });
  expect([first, ...before].map((event) => event?.kind)).toEqual(['tested', 'tested', 'made']);
  expect(personal?.lastEventAt).toBe(first?.at);
  expect(await call('tokens.history', { tokenId: application!.id })).toMatchObject([{ kind: 'made', at: application!.madeAt }]);
  await expect(call('tokens.history', { tokenId: `application-${crypto.randomUUID()}` })).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
  expect((await call('expiry.list', {})).filter(({ kind }) => kind === 'token').map(({ id, title, state }) => [id, title, state])).toEqual(expect.arrayContaining([[added.id, 'Payouts', 'due']]));
  await call('expiry.setLead', { id: added.id, leadDays: 3 });

  await call('tokens.copy', { tokenId: added.id });
  const token = await shell.clipboard.read() ?? '';
  expect(token.slice(-4)).toBe(added.tail);
  await call('tokens.copy', { tokenId: application!.id });
  const applicationToken = await shell.clipboard.read() ?? '';
  expect(applicationToken.slice(-4)).toBe(application!.tail);

  const { savedAs } = await call('tokens.saveList', {});
  const csv = readFileSync(savedAs, 'utf8');
  expect(csv.split('\r\n')).toHaveLength(4);
  expect(csv).toMatch(/^Label,Kind,State,.*\r\nApplication token,application,live,Sandbox,built-in,no,,/);
  for (const secret of [token, applicationToken]) expect([csv, ...answers].some((text) => text.includes(secret))).toBe(false);
  for (const tail of [token, applicationToken]) expect(csv).not.toContain(tail.slice(-4));

  await call('tokens.forget', { tokenId: application!.id });
  await call('tokens.forget', { tokenId: added.id });
  expect(await call('tokens.list', {})).toEqual([]);
  expect((await call('connections.list', {}))[0]).not.toHaveProperty('userTokenId');
  for (const tokenId of [added.id, application!.id]) await expect(call('tokens.forget', { tokenId })).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
  const kinds = (await call('audit.list', { limit: 100 })).lines.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['token.added', 'token.tested', 'token.copied', 'token.list-saved', 'token.forgotten']));
});

test('what is inspected is kept until it is discarded or the vault locks', async () => {
  const { call, answers } = await openTestApp();
  const { id: connectionId } = await call('connections.create', { environment: 'wise-sandbox', name: 'Acme', clientId: 'acme-one', clientSecret: 'first-secret-1' });
  const token = '5f2f1a3c-6f0e-4a9b-9d52-1c0b7a4e8d10';
  const from = { kind: 'file', name: '.env', base64: Buffer.from(`WISE_API_TOKEN=${token}\nWISE_CLIENT_ID=acme-two\nWISE_CLIENT_SECRET=second-secret-2\n`).toString('base64') } as const;
  const { importId, what, items } = await call('tokens.inspect', { from });
  expect([what, items.map(({ kind, name, tail }) => [kind, name, tail])]).toEqual(['.env file “.env”', [['client-credentials', 'WISE_CLIENT_SECRET', '-two'], ['personal-token', 'WISE_API_TOKEN', '8d10']]]);
  const { token: entry, plainCopies } = await call('tokens.import', { importId, index: 1, connectionId, label: '' });
  expect(entry).toMatchObject({ kind: 'personal', origin: 'imported', label: expect.stringMatching(/^Personal token \d{4}-/), isInUse: true });
  expect(plainCopies).toEqual(['It is still readable in the file “.env” that was dropped. Delete that file, or take it out of it.']);
  expect(await call('tokens.import', { importId, index: 0, connectionId, label: '' })).toEqual({ plainCopies });
  expect(await call('connections.list', {})).toMatchObject([{ clientIdTail: '-two' }]);
  expect((await call('tokens.inspect', { from })).items.map(({ knownAs }) => knownAs)).toEqual(['Acme', entry?.label]);
  await call('tokens.discardImport', { importId });
  await expect(call('tokens.import', { importId, index: 0, connectionId, label: '' })).rejects.toMatchObject({ code: 'IMPORT_GONE' });
  const later = await call('tokens.inspect', { from });
  await call('vault.lock', {});
  await call('vault.unlock', { passphrase: PASSPHRASE });
  await expect(call('tokens.import', { importId: later.importId, index: 0, connectionId, label: '' })).rejects.toMatchObject({ code: 'IMPORT_GONE' });
  for (const secret of [token, 'second-secret-2']) expect(answers.some((text) => text.includes(secret))).toBe(false);
});
