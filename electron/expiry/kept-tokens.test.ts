import { expect, test } from 'vitest';
import { vaultSettings } from '../../shared/model/views.ts';
import type { TokenEntry } from '../vault/body.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { keptOf } from './kept.ts';
import { expiryOf } from './list.ts';
import { noticesOf } from './notices.ts';
import { setLead } from './set-lead.ts';
import { inDays, NOW } from './testing/things.ts';

const acme = connectionEntry({ name: 'Acme' });
const listed = (tokens: TokenEntry[], now = NOW) => expiryOf(memoryVault({ connections: [acme], tokens }).read(), now);
const covered = (...tokens: TokenEntry[]) => Object.fromEntries(listed(tokens).map(({ title, isCovered }) => [title, isCovered]));

function token(change: Partial<TokenEntry> = {}): TokenEntry {
  return { id: crypto.randomUUID(), connectionId: acme.id, kind: 'user', label: 'one', origin: 'consent', madeAt: inDays(-10), profiles: [], history: [], ...change };
}
const access = (days?: number) => ({ access: { value: 'aaaa', issuedAt: inDays(-10), ...(days === undefined ? {} : { endsAt: inDays(days) }) } });
const refresh = (days?: number) => ({ refresh: { value: 'rrrr', ...(days === undefined ? {} : { endsAt: inDays(days) }) } });

test('a personal token is there when it shall be replaced, and only then', () => {
  const reminded = token({ kind: 'personal', label: 'Payouts', ...access(), replaceAfterDays: 20 });
  const list = listed([reminded, token({ kind: 'personal', ...access() })]);
  expect(list).toEqual([{ id: reminded.id, kind: 'token', title: 'Payouts', connectionNames: ['Acme'], endsAt: inDays(10), leadDays: 14, hasOwnLead: false, state: 'due', isCovered: false }]);
});

test('a user token ends with its refresh token; with its access token where nothing can refresh it', () => {
  const [both, bare] = [token({ ...access(0.5), ...refresh(7000) }), token({ ...access(0.4) })];
  expect(listed([both, bare]).map(({ id, endsAt, state, isCovered }) => [id, endsAt, state, isCovered])).toEqual([
    [bare.id, inDays(0.4), 'due', false], [both.id, inDays(7000), 'ok', false],
  ]);
});

test('one that refreshes itself without a stated end is covered; one of which no end is known is not there', () => {
  expect(covered(token({ ...access(0.5), ...refresh() }))).toEqual({ one: true });
  expect(listed([token({ ...refresh() }), token({ ...access() })])).toEqual([]);
});

test('a newer token of the same connection and profile covers it, and only one that works', () => {
  const old = token({ ...access(3), profileId: 5 });
  const next = token({ label: 'next', madeAt: inDays(-1), profileId: 5, ...access(0.5), ...refresh(7000) });
  expect(covered(old, next)).toEqual({ one: true, next: false });
  const others: Partial<TokenEntry>[] = [{ profileId: 6 }, { connectionId: crypto.randomUUID() }, { madeAt: inDays(-11) }, { kind: 'personal' }, { refresh: { value: 'rrrr', endsAt: inDays(-1) } }, { refusal: { at: inDays(-1), status: 401 } }];
  expect(others.map((change) => covered(old, { ...next, ...change })['one'])).toEqual([false, false, false, false, false, false]);
  const { profileId: _none, ...unknown } = old;
  expect(covered(unknown, { ...next, profileId: 5 })['one']).toBe(false);
});

test('what Wise takes no more does not end any more', () => {
  expect(listed([token({ ...access(3), refusal: { at: inDays(-1) } })])).toEqual([]);
});

test('a token has a lead time of its own, and is told of while the vault is locked too', async () => {
  const entry = token({ kind: 'personal', label: 'Payouts', ...access(), replaceAfterDays: 50 });
  const [vault, audit] = [memoryVault({ connections: [acme], tokens: [entry], settings: vaultSettings.parse({ autoLockMinutes: 10 }) }), memoryAudit()];
  const state = () => expiryOf(vault.read(), NOW).map(({ leadDays, hasOwnLead, state: at }) => [leadDays, hasOwnLead, at]);
  expect(state()).toEqual([[14, false, 'ok']]);
  await setLead({ vault, audit }, { id: entry.id, leadDays: 60 });
  expect(state()).toEqual([[60, true, 'due']]);
  expect(audit.lines).toMatchObject([{ kind: 'expiry.lead-changed', subject: 'Payouts' }]);
  const list = expiryOf(vault.read(), NOW);
  expect(keptOf(list, NOW)).toMatchObject([{ id: entry.id, title: 'Payouts' }]);
  expect(noticesOf(list, {}, NOW).due.map(({ id }) => id)).toEqual([entry.id]);
});
