import { expect, test } from 'vitest';
import type { TokenEntry } from '../vault/body.ts';
import { memoryVault } from '../wise/testing/ports.ts';
import { findToken, withToken } from './entry.ts';
import { GroupCommit } from './group-commit.ts';
import { TokenUsage } from './usage.ts';

const AT = '2026-11-02T00:00:00.000Z';
const ENTRY: TokenEntry = {
  id: 'one', connectionId: 'c', kind: 'user', label: 'Acme', origin: 'consent', madeAt: AT, profiles: [], history: [],
  access: { value: 'newest', issuedAt: AT }, refresh: { value: 'refresh' }, previousRefresh: 'before',
};

function side() {
  const vault = memoryVault({ tokens: [ENTRY, { ...ENTRY, id: 'two' }] });
  return { vault, usage: new TokenUsage(new GroupCommit(vault)), entry: (id: string) => findToken(vault.read(), id) };
}

test('uses gather and are saved together; the newest counts', async () => {
  const { vault, usage, entry } = side();
  for (const second of ['01', '03', '02']) usage.record('one', Date.parse(`2026-11-02T00:00:${second}.000Z`));
  usage.record('two', Date.parse(AT));
  expect(usage.unsaved('one')).toBe('2026-11-02T00:00:03.000Z');
  await usage.flush();
  expect([entry('one').lastUsedAt, entry('two').lastUsedAt, vault.saves]).toEqual(['2026-11-02T00:00:03.000Z', AT, 1]);
  await usage.flush();
  expect([vault.saves, usage.unsaved('one')]).toEqual([1, undefined]);
});

test('the refresh token before it goes once the newest access token has worked, and not before', async () => {
  const { usage, entry } = side();
  usage.record('one', Date.parse(AT));
  usage.record('two', Date.parse(AT), 'one-before-the-newest');
  await usage.flush();
  expect([entry('one').previousRefresh, entry('two').previousRefresh]).toEqual(['before', 'before']);
  usage.record('one', Date.parse(AT), 'newest');
  usage.record('one', Date.parse(AT));
  await usage.flush();
  expect([entry('one').previousRefresh, entry('two').previousRefresh]).toEqual([undefined, 'before']);
});

test('uses outlive a save that fails, and a token that is gone stays gone', async () => {
  const { vault, usage } = side();
  const { update } = vault;
  usage.record('one', Date.parse(AT));
  vault.update = () => Promise.reject(new Error('disk full'));
  await expect(usage.flush()).rejects.toThrow('disk full');
  usage.record('one', Date.parse('2026-11-02T00:00:09.000Z'));
  vault.update = update;
  await vault.update((body) => ({ ...body, tokens: body.tokens.filter(({ id }) => id !== 'two') }));
  usage.record('two', Date.parse(AT));
  await usage.flush();
  expect(vault.read().tokens.map(({ id, lastUsedAt }) => [id, lastUsedAt])).toEqual([['one', '2026-11-02T00:00:09.000Z']]);
});

test('a change of nothing is no change, and needs no save', () => {
  const body = side().vault.read();
  expect(withToken(body, 'one', (entry) => entry)).toBe(body);
  expect(withToken(body, 'none', (entry) => ({ ...entry, label: 'x' }))).toBe(body);
});
