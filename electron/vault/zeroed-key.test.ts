import { expect, test, vi } from 'vitest';
import { sealBody } from './sealed-body.ts';
import { createdVault, expectCode, PASSPHRASE, testKey } from './testing/test-vault.ts';

test('a lock within a change saves nothing: the key is zeroed by then, and zeros would open the file', async () => {
  const { vault } = await createdVault();
  const change = vault.update((body) => {
    void vault.lock();
    return { ...body, keys: [testKey('under zeros')] };
  });
  await expectCode(change, 'VAULT_LOCKED');
  await vault.unlock(PASSPHRASE);
  expect(vault.read().keys).toEqual([]);
});

test('a listener that throws zeroes no key that is in use: what is saved next opens again', async () => {
  const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
  const { vault } = await createdVault();
  await vault.lock();
  const stop = vault.onChange(() => {
    throw new Error('a listener’s fault');
  });
  await vault.unlock(PASSPHRASE).catch(() => undefined);
  await vault.changePassphrase(PASSPHRASE, 'another passphrase of mine').catch(() => undefined);
  stop();
  await vault.update((body) => ({ ...body, keys: [testKey('kept')] }));
  await vault.lock();
  await vault.unlock('another passphrase of mine');
  expect(vault.read().keys[0]?.label).toBe('kept');
  expect(warned).toHaveBeenCalledWith(expect.stringContaining('a listener of the vault failed'));
});

test('nothing is ever sealed under zeros', async () => {
  await expectCode(() => sealBody(Buffer.alloc(32), [], 1, ['a', 'b']), 'VAULT_LOCKED');
});
