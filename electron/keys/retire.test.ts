import { expect, test } from 'vitest';
import { connectionEntry, memoryVault } from '../wise/testing/ports.ts';
import { renameKey } from './rename.ts';
import { retireKey } from './retire.ts';
import { listKeys } from './summary.ts';
import { keySide } from './testing.ts';

test('a retired key stays for the record, signs no more, and is retired once', async () => {
  const side = keySide();
  const { id } = await side.make();
  await retireKey(side, id);
  await retireKey(side, id);
  expect(listKeys(side)).toMatchObject([{ state: 'retired', history: [{ kind: 'retired', says: 'By hand' }, { kind: 'made' }] }]);
  expect(side.audit.kinds()).toEqual(['key.made ok', 'key.retired ok']);
  await expect(side.sign({ keyId: id, method: 'POST', path: '/x', payload: '' })).rejects.toMatchObject({ code: 'KEY_RETIRED' });
});

test('a key that connections use is not retired, and they are named', async () => {
  const connections = ['First', 'Second', 'Third'].map((name) => connectionEntry({ name }));
  const side = keySide(memoryVault({ connections }));
  const { id } = await side.make();
  await side.vault.update((body) => ({ ...body, connections: [{ ...connections[0]!, signingKeyId: id }, { ...connections[1]!, encryptionKeyId: id }, connections[2]!] }));
  await expect(retireKey(side, id)).rejects.toMatchObject({ code: 'KEY_IN_USE', details: { reason: 'First, Second' } });
  expect(side.vault.read().keys[0]!.retiredAt).toBeUndefined();
});

test('a key gets another label; an empty one changes nothing', async () => {
  const side = keySide();
  const { id } = await side.make();
  await renameKey(side, { keyId: id, label: 'Payouts' });
  await renameKey(side, { keyId: id, label: '' });
  expect(side.vault.read().keys[0]).toMatchObject({ label: 'Payouts' });
  expect(side.audit.lines.slice(1)).toEqual([{ kind: 'key.renamed', outcome: 'ok', subject: `key ${id.slice(0, 8)}`, says: 'to “Payouts”' }]);
});

test('an unknown key is KEY_NOT_FOUND', async () => {
  await expect(retireKey(keySide(), 'none')).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
  await expect(renameKey(keySide(), { keyId: 'none', label: 'x' })).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
});
