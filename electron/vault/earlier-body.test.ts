import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { VaultBody } from './body.ts';
import { newVaultBody } from './new-body.ts';
import { PASSPHRASE, testKey, testVault } from './testing/test-vault.ts';

/** As the version before rotations wrote it: none of the fields that came with them. */
function earlierBody(): VaultBody {
  const { origin: _, usedBy: __, ...key } = testKey('from before');
  const { rotations: ___, ...body } = newVaultBody();
  const id = crypto.randomUUID();
  const at = '2026-11-22T12:00:00.000Z';
  const wiseKey = { algorithm: 'ES512', scope: 'PAYLOAD_SIGNING', version: 1, spki: 'AA==', thumbprint: 'x', fetchedAt: at };
  const connection = { id, name: 'Sandbox', environment: 'built-in', wiseKeys: [wiseKey] };
  const history = [{ at, kind: 'made', says: 'ES512' }, { at, kind: 'uploaded', says: 'To Sandbox: answered 201' }];
  return JSON.parse(JSON.stringify({
    ...body, settings: { autoLockMinutes: 25 }, connections: [connection], selectedConnectionId: id, keys: [{ ...key, uploads: [{ connectionId: id, at }], history }],
  })) as VaultBody;
}

test('a vault of the version before rotations opens, is changed, saved and opened again', async () => {
  const { vault, folder } = await testVault();
  await vault.create(PASSPHRASE, earlierBody());
  await vault.lock();
  await vault.unlock(PASSPHRASE);
  expect(vault.read()).toMatchObject({
    rotations: [], settings: { autoLockMinutes: 25, keyLeadDays: 30 }, keys: [{ label: 'from before', origin: 'made', usedBy: [] }], connections: [{ wiseKeys: [{ isUnseen: false }] }],
  });
  const saved = await vault.update((body) => ({ ...body, keys: [...body.keys, testKey('new')] }));
  await vault.lock();
  await vault.unlock(PASSPHRASE);
  expect(vault.read()).toEqual(saved);
  expect(readFileSync(`${folder}/vault.json`, 'utf8')).not.toContain('from before');
});
