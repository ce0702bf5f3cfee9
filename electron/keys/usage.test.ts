import { expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { memoryVault, savingSlowly } from '../wise/testing/ports.ts';
import { keySide } from './testing.ts';
import { KeyUsage } from './usage.ts';

const [FIRST, LAST] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];

async function vaultWithKey() {
  const vault = memoryVault();
  const { id } = await keySide(vault).make();
  return { vault, id, saves: vault.saves };
}

test('many uses are one save, with first and last date', async () => {
  const { vault, id, saves } = await vaultWithKey();
  const usage = new KeyUsage(vault);
  for (let n = 0; n < 99; n += 1) usage.record(id, FIRST);
  usage.record(id, LAST);
  expect(usage.unsaved(id)).toEqual({ uses: 100, firstAt: FIRST, lastAt: LAST, usedBy: [] });
  await usage.flush();
  expect(vault.saves).toBe(saves + 1);
  expect(vault.read().keys[0]).toMatchObject({ uses: 100, firstUsedAt: FIRST, lastUsedAt: LAST });
  expect(usage.unsaved(id)).toBeUndefined();
  await usage.flush();
  expect(vault.saves).toBe(saves + 1);
});

test('the first date stays, uses add up, and a use during a save goes with the next', async () => {
  const { vault, id } = await vaultWithKey();
  const usage = new KeyUsage(vault);
  usage.record(id, FIRST);
  const saving = usage.flush();
  await Promise.resolve();
  usage.record(id, LAST);
  await saving;
  await usage.flush();
  expect(vault.read().keys[0]).toMatchObject({ uses: 2, firstUsedAt: FIRST, lastUsedAt: LAST });
});

test('uses are counted by connection too, and add up over saves', async () => {
  const { vault, id } = await vaultWithKey();
  const usage = new KeyUsage(vault);
  usage.record(id, FIRST, 'one');
  await usage.flush();
  usage.record(id, LAST, 'one');
  usage.record(id, LAST, 'two');
  usage.record(id, LAST);
  const two = { connectionId: 'two', uses: 1, firstAt: LAST, lastAt: LAST };
  expect(usage.unsaved(id)).toEqual({ uses: 3, firstAt: LAST, lastAt: LAST, usedBy: [{ connectionId: 'one', uses: 1, firstAt: LAST, lastAt: LAST }, two] });
  await usage.flush();
  expect(vault.read().keys[0]).toMatchObject({ uses: 4, usedBy: [{ connectionId: 'one', uses: 2, firstAt: FIRST, lastAt: LAST }, two] });
});

test('a use over the same connection during a save goes with the next', async () => {
  const { vault, id } = await vaultWithKey();
  const usage = new KeyUsage(vault);
  savingSlowly(vault);
  usage.record(id, FIRST, 'one');
  const saving = usage.flush();
  await new Promise((done) => setImmediate(done));
  usage.record(id, LAST, 'one');
  await saving;
  expect(usage.unsaved(id)).toMatchObject({ uses: 1, usedBy: [{ connectionId: 'one', uses: 1 }] });
  await usage.flush();
  expect(vault.read().keys[0]!.usedBy).toEqual([{ connectionId: 'one', uses: 2, firstAt: FIRST, lastAt: LAST }]);
});

test('a save comes by itself after a while', async () => {
  const { vault, id } = await vaultWithKey();
  new KeyUsage(vault, 5).record(id, FIRST);
  await expect.poll(() => vault.read().keys[0]!.uses).toBe(1);
});

test('a save that fails loses no count', async () => {
  const { vault, id } = await vaultWithKey();
  let full = true;
  const usage = new KeyUsage({ read: vault.read, update: async (change) => {
    if (full) throw new PortcullisError('STORAGE_FULL');
    return vault.update(change);
  } });
  usage.record(id, FIRST);
  await expect(usage.flush()).rejects.toMatchObject({ code: 'STORAGE_FULL' });
  full = false;
  await usage.flush();
  expect(vault.read().keys[0]).toMatchObject({ uses: 1 });
});
