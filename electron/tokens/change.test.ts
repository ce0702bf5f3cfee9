import { expect, test } from 'vitest';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { changeToken } from './change.ts';
import { forgetToken, withoutToken } from './forget.ts';
import { tokenEntry, tokenSide } from './testing/token-side.ts';

test('label and reminder change, null takes the reminder away, what is left out stays', async () => {
  const { add, deps, audit, vault } = tokenSide();
  const { id: tokenId } = await add({ replaceAfterDays: 30 });
  expect(await changeToken(deps, { tokenId, label: 'Treasury' })).toMatchObject({ label: 'Treasury', replaceAfterDays: 30 });
  expect(await changeToken(deps, { tokenId, replaceAfterDays: 1 })).toMatchObject({ label: 'Treasury', replaceAfterDays: 1 });
  expect(await changeToken(deps, { tokenId, label: '', replaceAfterDays: null })).not.toHaveProperty('replaceAt');
  expect(vault.read().tokens[0]).toMatchObject({ label: 'Personal token 2026-11-23' });
  expect(audit.lines.slice(1).map(({ says }) => says)).toEqual(['label changed', 'to be replaced 1 day after it was made', 'label changed, no reminder to replace it']);
  const { saves } = vault;
  await changeToken(deps, { tokenId });
  expect([vault.saves, audit.lines.length]).toEqual([saves, 4]);
});

test('user tokens have no reminder; an unknown token is TOKEN_NOT_FOUND', async () => {
  const connection = connectionEntry();
  const user = tokenEntry(connection, { kind: 'user' });
  const deps = { vault: memoryVault({ connections: [connection], tokens: [user] }), audit: memoryAudit() };
  await expect(changeToken(deps, { tokenId: user.id, replaceAfterDays: 5 })).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field: 'replaceAfterDays' } });
  expect(await changeToken(deps, { tokenId: user.id, label: 'Acme', replaceAfterDays: null })).toMatchObject({ label: 'Acme' });
  await expect(changeToken(deps, { tokenId: crypto.randomUUID(), label: 'x' })).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
});

test('a forgotten token is nowhere any more: connection, user, consent, lead time; a migration goes on without it', () => {
  const connection = connectionEntry();
  const [token, other] = [tokenEntry(connection), tokenEntry(connection, { label: 'other' })];
  const at = new Date().toISOString();
  const [a, b] = [connectionEntry({ ...connection, userTokenId: token.id }), connectionEntry({ userTokenId: other.id })];
  const user = { id: crypto.randomUUID(), connectionId: a.id, email: 'a@example.com', registrationCode: 'code', madeAt: at, exists: false, tokenId: token.id };
  const consent = { id: crypto.randomUUID(), connectionId: a.id, label: '', state: 's', redirectUri: 'https://x', startedAt: at, tokenId: token.id };
  const migration = { id: crypto.randomUUID(), tokenId: token.id, tokenLabel: 'Payouts', startedAt: at, done: [] };
  const before = memoryVault({ connections: [a, b], tokens: [token, other], users: [user], consents: [consent], migrations: [migration], leadDays: { [token.id]: 5, [other.id]: 6 } }).read();
  const after = withoutToken(before, token.id);
  expect(JSON.stringify({ ...after, migrations: [] })).not.toContain(token.id);
  expect(after).toMatchObject({ migrations: [migration], leadDays: { [other.id]: 6 }, tokens: [other], connections: [{ id: a.id }, { userTokenId: other.id }] });
  expect(before.users[0]?.tokenId).toBe(token.id);
});

test('what is not there cannot be forgotten', async () => {
  const { vault, audit, sandbox, add } = tokenSide();
  const { id } = await add();
  const deps = { vault, audit, tokens: { drop: () => false } };
  for (const tokenId of [crypto.randomUUID(), `application-${sandbox.id}`, `application-${id}`, 'application-', '']) await expect(forgetToken(deps, { tokenId })).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
  await forgetToken(deps, { tokenId: id });
  expect(audit.lines.at(-1)).toMatchObject({ kind: 'token.forgotten', subject: 'token “Payouts” (…8d10)', says: 'personal token of Sandbox; Wise was not told' });
});
