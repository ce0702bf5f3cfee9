import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { keySummary, type KeyState } from '../../shared/model/views.ts';
import type { KeyEntry } from '../vault/body.ts';
import { connectionEntry, memoryVault } from '../wise/testing/ports.ts';
import { listKeys, summarizeKey } from './summary.ts';
import { KeyUsage } from './usage.ts';

const AT = '2026-01-01T00:00:00.000Z';
const END = '2027-01-01T00:00:00.000Z';
const DAY = 86_400_000;
const connection = connectionEntry({ name: 'Wise sandbox' });
const vault = memoryVault({ connections: [connection] });

function entry(change: Partial<KeyEntry> = {}): KeyEntry {
  return {
    id: '663a0e44-0000-4000-8000-000000000000', label: 'Payments', algorithm: 'PS512', thumbprint: 't', privateJwk: { kty: 'RSA', d: 'private' },
    validFrom: AT, validTill: END, madeAt: AT, origin: 'made', uses: 3, usedBy: [], uploads: [], history: [{ at: AT, kind: 'made', says: 'made' }], ...change,
  };
}

const uploads = [{ connectionId: connection.id, at: AT }];
const history: KeyEntry['history'] = [{ at: AT, kind: 'made', says: 'made' }, { at: AT, kind: 'first-used', says: 'used' }];

const STATES: [state: KeyState, change: Partial<KeyEntry>, msBeforeEnd: number][] = [
  ['made', {}, 100 * DAY],
  ['made', {}, 1],
  ['uploaded', { uploads }, 31 * DAY],
  ['active', { uploads, history }, 30 * DAY + 1],
  ['expiring', { uploads, history }, 30 * DAY],
  ['expiring', { uploads }, 1],
  ['expired', { uploads, history }, 0],
  ['expired', {}, -1],
  ['replaced', { uploads, history, replacedBy: randomUUID() }, 1],
  ['expired', { uploads, history, replacedBy: randomUUID() }, 0],
  ['retired', { uploads, history, replacedBy: randomUUID(), retiredAt: AT }, 0],
];

test.each(STATES)('is %s', (state, change, msBeforeEnd) => {
  expect(summarizeKey(entry(change), vault.read(), new KeyUsage(vault), Date.parse(END) - msBeforeEnd).state).toBe(state);
});

test('tells kind, connections by name, history newest first, uses not saved yet, and nothing private', () => {
  const usage = new KeyUsage(vault, 1_000_000);
  usage.record(entry().id, '2026-02-02T00:00:00.000Z');
  const summary = summarizeKey(entry({ uploads, history }), vault.read(), usage, Date.parse(AT));
  expect(summary).toMatchObject({ kind: 'RSA 4096', use: 'signing', uses: 4, lastUsedAt: '2026-02-02T00:00:00.000Z', uploadedTo: [{ connectionName: 'Wise sandbox', connectionId: connection.id, at: AT }] });
  expect(summary.history.map(({ kind }) => kind)).toEqual(['first-used', 'made']);
  expect(JSON.stringify(summary)).not.toContain('private');
});

test('a key counts as expiring from the lead time of the settings on', () => {
  const { settings, ...body } = vault.read();
  const stateAt = (keyLeadDays: number) => summarizeKey(entry({ uploads }), { ...body, settings: { ...settings, keyLeadDays } }, new KeyUsage(vault), Date.parse(END) - 60 * DAY).state;
  expect([stateAt(59), stateAt(60)]).toEqual(['uploaded', 'expiring']);
});

test('a lead time of its own goes before that of the settings', () => {
  const states = [59, 60].map((days) => summarizeKey(entry({ uploads }), { ...vault.read(), leadDays: { [entry().id]: days } }, new KeyUsage(vault), Date.parse(END) - 60 * DAY).state);
  expect(states).toEqual(['uploaded', 'expiring']);
});

test('tells who used it, who uses it now, and the size that the key itself has', () => {
  const [a, b] = [connectionEntry({ name: 'a' }), connectionEntry({ name: 'b', encryptionKeyId: entry().id })];
  const used = (connectionId: string, lastAt: string) => ({ connectionId, firstAt: AT, lastAt, uses: 1 });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2056 }).privateKey.export({ format: 'jwk' });
  const key = entry({ algorithm: 'RSA-OAEP-256', origin: 'imported', privateJwk: { ...rsa, kty: 'RSA' }, firstUsedAt: AT, lastUsedAt: END, usedBy: [used(a.id, AT), used(b.id, END)], replaces: a.id });
  const summary = summarizeKey(key, { ...vault.read(), connections: [a, b] }, new KeyUsage(vault), Date.parse(AT));
  expect(keySummary.parse(summary)).toMatchObject({ kind: 'RSA 2056', origin: 'imported', firstUsedAt: AT, lastUsedAt: END, replaces: a.id });
  expect(summary.usedBy.map(({ connectionName }) => connectionName)).toEqual(['b', 'a']);
  const usage = new KeyUsage(vault, 1_000_000);
  usage.record(key.id, '2028-01-01T00:00:00.000Z', a.id);
  expect(summarizeKey(key, { ...vault.read(), connections: [a, b] }, usage, Date.parse(AT)).usedBy).toMatchObject([{ connectionName: 'a', uses: 2, firstAt: AT }, { connectionName: 'b', uses: 1 }]);
  expect(summary.inUseBy).toEqual([{ connectionId: b.id, connectionName: 'b' }]);
});

test('replaced on one connection, but used by another: its own end still counts', () => {
  const user = connectionEntry({ signingKeyId: entry().id });
  const replaced = entry({ uploads, replacedBy: user.id });
  const at = (connections: (typeof user)[]) => summarizeKey(replaced, { ...vault.read(), connections }, new KeyUsage(vault), Date.parse(END) - 1).state;
  expect([at([user]), at([])]).toEqual(['expiring', 'replaced']);
});

test('lists the newest key first', () => {
  const keys = [entry(), entry({ id: '00000000-0000-4000-8000-000000000001', algorithm: 'ES256', madeAt: END })];
  const full = memoryVault({ keys });
  expect(listKeys({ vault: full, usage: new KeyUsage(full) }).map(({ kind }) => kind)).toEqual(['EC P-256', 'RSA 4096']);
});
