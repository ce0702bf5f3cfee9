import { expect, test } from 'vitest';
import { Secret } from '../wise/secret.ts';
import { connectionEntry, memoryVault } from '../wise/testing/ports.ts';
import { addToken } from './add.ts';
import { tokenEntry, TOKEN, tokenSide } from './testing/token-side.ts';

test('the first token of a connection becomes its own, the second does not', async () => {
  const { add, vault, sandbox, audit } = tokenSide();
  const first = await add({ replaceAfterDays: 90 });
  const second = await add({ value: 'second-token-22', label: '' });
  expect(first).toMatchObject({ label: 'Payouts', tail: '8d10', state: 'live', isInUse: true, replaceAfterDays: 90, replaceAt: '2027-02-21T12:00:00.000Z' });
  expect(second).toMatchObject({ label: 'Personal token 2026-11-23', isInUse: false });
  expect(vault.read().connections.find(({ id }) => id === sandbox.id)?.userTokenId).toBe(first.id);
  expect(audit.lines[0]).toEqual({ kind: 'token.added', outcome: 'ok', subject: 'token “Payouts” (…8d10)', says: 'personal token of Sandbox' });
});

test.each([`Bearer ${TOKEN}`, 'BearerABC123', 'bearer', 'two words', 'tab\there', 'line\nbreak', 'umlaut-ü', 'a=b', '"quoted"', 'comma,', '', '=', 'nul\0'])('%j is no token', async (value) => {
  const { add, vault } = tokenSide();
  await expect(add({ value })).rejects.toMatchObject({ code: 'TOKEN_NOT_A_TOKEN', details: { field: 'value' } });
  expect(vault.saves).toBe(0);
});

test.each(['abc', 'A-b._~+/09', 'eyJhbGciOiJub25lIn0.e30.c2ln', 'cGFkZGVk=='])('%j is one (RFC 6750, 2.1)', async (value) => {
  expect(await tokenSide().add({ value })).toMatchObject({ kind: 'personal' });
});

test('one that is there already is refused, whatever part of a token it is', async () => {
  const { sandbox, production } = tokenSide();
  const at = new Date().toISOString();
  const kept = tokenEntry(sandbox, { kind: 'user', label: 'Acme', access: { value: 'access-token-1', issuedAt: at }, refresh: { value: 'refresh-token-1' }, previousRefresh: 'refresh-token-0' });
  const { add } = tokenSide({ connections: [sandbox, production], tokens: [kept] });
  for (const value of ['access-token-1', 'refresh-token-1', 'refresh-token-0']) {
    await expect(add({ connectionId: sandbox.id, value })).rejects.toMatchObject({ code: 'TOKEN_EXISTS', details: { reason: 'It is called “Acme”.' } });
    await expect(add({ connectionId: production.id, value })).rejects.toMatchObject({ code: 'CREDENTIAL_SHARED', details: { reason: 'The connection “Sandbox” has it.' } });
  }
});

test('no two environments share one, a client secret and the built-in sandbox’s own token included', async () => {
  const { add, vault, deps, production, sandbox } = tokenSide();
  const [builtIn, custom] = [connectionEntry({ name: 'Inside', environment: 'built-in' }), connectionEntry({ name: 'Own hosts', environment: 'custom' })];
  await vault.update((body) => ({ ...body, connections: [...body.connections, builtIn, custom] }));
  await add();
  for (const { id } of [production, custom, builtIn]) await expect(add({ connectionId: id })).rejects.toMatchObject({ code: 'CREDENTIAL_SHARED' });
  await expect(add({ value: 'production-secret-1' })).rejects.toMatchObject({ code: 'CREDENTIAL_SHARED', details: { reason: 'The connection “Live” has it.' } });
  const running = { ownUserToken: new Secret('own-token-of-the-sandbox'), personalToken: new Secret('personal-token-of-the-sandbox') };
  const withSandbox = { ...deps, sandbox: { running: () => running, target: async () => running } } as unknown as typeof deps;
  for (const value of ['own-token-of-the-sandbox', 'personal-token-of-the-sandbox']) await expect(addToken(withSandbox, { connectionId: production.id, label: '', value })).rejects.toMatchObject({ code: 'CREDENTIAL_SHARED', details: { reason: 'The connection “Inside” has it.' } });
  expect(vault.read().tokens.map(({ connectionId }) => connectionId)).toEqual([sandbox.id]);
});

test('a value may be left out for the built-in sandbox alone', async () => {
  const { add, vault } = tokenSide();
  await expect(add({ value: undefined })).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field: 'value', reason: 'REQUIRED' } });
  await expect(add({ connectionId: crypto.randomUUID() })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  expect(vault.saves).toBe(0);
});

test('added twice at the same time it is kept once', async () => {
  const { add, vault } = tokenSide();
  const outcomes = await Promise.allSettled([add(), add()]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect([vault.read().tokens.length, memoryVault().read().tokens.length]).toEqual([1, 0]);
});
