import { expect, test } from 'vitest';
import { withKey } from '../keys/entry.ts';
import { keySide } from '../keys/testing.ts';
import type { KeyEntry } from '../vault/body.ts';
import { connectionEntry, memoryVault } from '../wise/testing/ports.ts';
import { listConnections } from './connections.ts';
import { setConnectionKey } from './set-key.ts';

function side() {
  const connection = connectionEntry({ clientId: 'client-1a2b' });
  const keys = keySide(memoryVault({ connections: [connection, connectionEntry({ name: 'Another', clientId: 'other' })] }));
  const change = (id: string, entry: Partial<KeyEntry>) => keys.vault.update((body) => withKey(body, id, (before) => ({ ...before, ...entry })));
  const uploads = [{ connectionId: connection.id, at: new Date().toISOString() }];
  const uploaded = async (entry: Partial<KeyEntry> = {}) => {
    const { id } = await keys.make({ algorithm: 'ES256' });
    await change(id, { uploads, ...entry });
    return id;
  };
  const list = () => listConnections({ ...keys, sandbox: { running: () => undefined }, clients: { newestTls: () => undefined } });
  return { ...keys, connectionId: connection.id, uploaded, list };
}

test('a connection is switched to a key, listed with it, and each switch audited with what was before', async () => {
  const deps = side();
  const { connectionId } = deps;
  const [first, second] = [await deps.uploaded(), await deps.uploaded()];
  await setConnectionKey(deps, connectionId, first);
  await setConnectionKey(deps, connectionId, second);
  expect(deps.list()).toMatchObject([{ signingKeyId: second }, { name: 'Another' }]);
  expect(deps.list()[0]).not.toHaveProperty('encryptionKeyId');
  expect(deps.list()[1]).not.toHaveProperty('signingKeyId');
  const [one, two] = [first, second].map((id) => `key ${id.slice(0, 8)}`);
  expect(deps.audit.lines.filter(({ kind }) => kind === 'connection.key-switched').map(({ subject, says }) => `${subject}: ${says}`)).toEqual([`Test connection: ${one}`, `Test connection: ${one} replaced by ${two}`]);
});

test('the key it has already changes nothing', async () => {
  const deps = side();
  const id = await deps.uploaded();
  await setConnectionKey(deps, deps.connectionId, id);
  const { saves } = deps.vault;
  await setConnectionKey(deps, deps.connectionId, id);
  expect(deps.vault.saves).toBe(saves);
  expect(deps.audit.kinds().filter((kind) => kind === 'connection.key-switched ok')).toHaveLength(1);
});

test.each([
  ['KEY_NOT_UPLOADED', { uploads: [{ connectionId: 'another', at: '2026-01-01T00:00:00.000Z' }] }],
  ['KEY_RETIRED', { retiredAt: '2026-01-01T00:00:00.000Z' }],
  ['KEY_EXPIRED', { validTill: '2020-01-01T00:00:00.000Z' }],
] as const)('%s is refused, and nothing changes', async (code, entry) => {
  const deps = side();
  const id = await deps.uploaded(entry as unknown as Partial<KeyEntry>);
  await expect(setConnectionKey(deps, deps.connectionId, id)).rejects.toMatchObject({ code });
  expect(deps.list()[0]).not.toHaveProperty('signingKeyId');
  expect(deps.audit.kinds()).not.toContain('connection.key-switched ok');
});

test('an unknown key and an unknown connection are told apart', async () => {
  const deps = side();
  await expect(setConnectionKey(deps, deps.connectionId, 'none')).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
  await expect(setConnectionKey(deps, 'none', await deps.uploaded())).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
});
