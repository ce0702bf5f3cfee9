import { expect, test } from 'vitest';
import type { VaultPart } from './changed-parts.ts';
import { createdVault, OTHER_PASSPHRASE, PASSPHRASE, testKey } from './testing/test-vault.ts';
import type { VaultEvent } from './open-vault.ts';

async function listened() {
  let seq = 0;
  const side = await createdVault({ beforeSave: (body) => ({ ...body, audit: { ...body.audit, seq: ++seq } }) });
  const told: [VaultEvent, readonly VaultPart[]][] = [];
  side.vault.onChange((...event) => told.push(event));
  return { ...side, told };
}

test('an update tells the parts that it changed, and what was noted as it was saved', async () => {
  const { vault, told } = await listened();
  await vault.update((body) => ({ ...body, keys: [testKey()] }));
  await vault.update((body) => ({ ...body, sandbox: { a: 1 } }));
  await vault.update((body) => ({ ...body, settings: { ...body.settings, autoLockMinutes: 5 }, leadDays: { ...body.leadDays } }));
  await vault.update((body) => ({ ...body, keys: [] }));
  expect(told.map(([event]) => event)).toEqual(Array(4).fill('updated'));
  expect(told.map(([, parts]) => parts.toSorted())).toEqual([['audit', 'keys'], ['audit', 'sandbox'], ['audit', 'leadDays', 'settings'], ['audit', 'keys']]);
});

test('a list that was made anew of the same entries has not changed; one of its entries, or their order, has', async () => {
  const { vault, told } = await listened();
  await vault.update((body) => ({ ...body, keys: [testKey('a'), testKey('b')] }));
  await vault.update((body) => ({ ...body, keys: body.keys.map((key) => key), connections: [...body.connections] }));
  await vault.update((body) => ({ ...body, keys: body.keys.map((key, i) => (i === 1 ? { ...key, label: 'c' } : key)) }));
  await vault.update((body) => ({ ...body, keys: body.keys.toReversed() }));
  expect(told.slice(1).map(([, parts]) => parts.toSorted())).toEqual([['audit'], ['audit', 'keys'], ['audit', 'keys']]);
});

test('a new passphrase changes nothing of the body; a lock and an unlock name no parts', async () => {
  const { vault, told } = await listened();
  await vault.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE);
  await vault.lock();
  await vault.unlock(OTHER_PASSPHRASE);
  expect(told).toEqual([['updated', ['audit']], ['locked', []], ['unlocked', []]]);
});
