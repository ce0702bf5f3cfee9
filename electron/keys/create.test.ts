import { expect, test } from 'vitest';
import { ALGORITHM_IDS } from '../../shared/model/algorithms.ts';
import { keySummary } from '../../shared/model/views.ts';
import { keyEntry } from '../vault/body.ts';
import { memoryVault } from '../wise/testing/ports.ts';
import { keySide } from './testing.ts';

const NOW = Date.parse('2026-11-22T10:00:00.789Z');

test.each(ALGORITHM_IDS)('makes a %s key that the vault and the screens can hold', async (algorithm) => {
  const { vault, audit, make } = keySide(undefined, undefined, () => NOW);
  const summary = await make({ algorithm, validDays: 30 });
  const entry = vault.read().keys[0]!;
  expect(keyEntry.parse(entry)).toEqual(entry);
  expect(keySummary.parse(summary)).toMatchObject({ id: entry.id, algorithm, state: 'made', uses: 0, label: 'Payments', validFrom: '2026-11-22T10:00:00.000Z', validTill: '2026-12-22T10:00:00.000Z' });
  expect(audit.lines).toEqual([{ kind: 'key.made', outcome: 'ok', subject: `key ${entry.id.slice(0, 8)}`, says: `${algorithm}, thumbprint ${entry.thumbprint}` }]);
  expect(JSON.stringify([summary, audit.lines])).not.toContain(entry.privateJwk['d']);
});

test('a key without a label is named by algorithm and day', async () => {
  expect((await keySide(undefined, undefined, () => NOW).make({ label: '' })).label).toBe('ES512 2026-11-22');
});

const day = (date: string) => `${date}T00:00:00.000Z`;

test.each([
  [{ validFrom: day('2027-01-01'), validDays: 10 }, day('2027-01-01'), day('2027-01-11')],
  [{ validTill: '2027-01-01T10:00:00.999Z', validDays: 3 }, '2026-11-22T10:00:00.000Z', '2027-01-01T10:00:00.000Z'],
  [{ validFrom: day('2020-01-01'), validTill: day('2029-12-31') }, day('2020-01-01'), day('2029-12-31')],
  [{ validDays: undefined }, '2026-11-22T10:00:00.000Z', '2027-11-22T10:00:00.000Z'],
])('takes the dates %j', async (dates, validFrom, validTill) => {
  const { vault, make } = keySide(undefined, undefined, () => NOW);
  expect(await make(dates)).toMatchObject({ validFrom, validTill });
  expect(vault.read().keys[0]!.history).toEqual([{ at: '2026-11-22T10:00:00.000Z', kind: 'made', says: `ES512, valid ${validFrom.slice(0, 10)} to ${validTill.slice(0, 10)} (UTC)` }]);
});

test.each([
  { validFrom: day('2027-01-01'), validTill: day('2027-01-01') },
  { validFrom: day('2026-01-01'), validDays: 3 },
  { validTill: '2026-11-22T10:00:00.500Z' },
  { validFrom: day('2027-01-01'), validTill: day('2037-01-03') },
])('refuses the dates %j, and makes nothing', async (dates) => {
  const { vault, make, audit } = keySide(undefined, undefined, () => NOW);
  await expect(make({ validDays: undefined, ...dates })).rejects.toMatchObject({ code: 'KEY_DATES', details: { field: 'validTill' } });
  expect([vault.read().keys, audit.lines]).toEqual([[], []]);
});

test('a locked vault is noticed before a key is made', async () => {
  const vault = memoryVault();
  vault.lock();
  const { make, audit } = keySide(vault);
  await expect(make()).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  expect(audit.lines).toEqual([]);
});
