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

test('a locked vault is noticed before a key is made', async () => {
  const vault = memoryVault();
  vault.lock();
  const { make, audit } = keySide(vault);
  await expect(make()).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  expect(audit.lines).toEqual([]);
});
