import { expect, test } from 'vitest';
import { connectionSummary } from '../../shared/model/views.ts';
import { connectionEntry as entrySchema } from '../vault/body.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { changeConnection } from './change.ts';
import { resolveConnection } from './resolve.ts';

function side() {
  const connection = connectionEntry({ name: 'Wise', clientId: 'c', clientSecret: 's' });
  const builtIn = connectionEntry({ name: 'Built-in', environment: 'built-in' });
  const sandbox = { running: () => undefined, target: () => Promise.reject(new Error('not needed')) };
  return { connectionId: connection.id, builtInId: builtIn.id, vault: memoryVault({ connections: [connection, builtIn] }), audit: memoryAudit(), sandbox };
}

test('is kept, shown, and part of what calls are made with', async () => {
  const deps = side();
  const { connectionId } = deps;
  const summary = await changeConnection(deps, { connectionId, clientKey: 'key-of-wise', profileId: 42 });
  expect(connectionSummary.parse(summary)).toMatchObject({ clientKey: 'key-of-wise', profileId: 42 });
  expect(await resolveConnection(deps, connectionId)).toMatchObject({ clientKey: 'key-of-wise', profileId: 42 });
  expect(deps.audit.lines).toEqual([{ kind: 'connection.changed', outcome: 'ok', subject: 'Wise', says: 'client key set, profile set' }]);
  for (const entry of deps.vault.read().connections) expect(entrySchema.parse(entry)).toEqual(entry);
});

test('what is left out stays, null takes it away', async () => {
  const deps = side();
  const { connectionId } = deps;
  await changeConnection(deps, { connectionId, clientKey: 'key-of-wise', profileId: 42 });
  expect(await changeConnection(deps, { connectionId, profileId: null })).toMatchObject({ clientKey: 'key-of-wise' });
  expect(deps.vault.read().connections[0]).not.toHaveProperty('profileId');
  expect(deps.audit.lines.at(-1)?.says).toBe('profile removed');
});

test('nothing given changes nothing', async () => {
  const deps = side();
  await changeConnection(deps, { connectionId: deps.connectionId });
  expect([deps.vault.saves, deps.audit.lines]).toEqual([0, []]);
});

test('the built-in sandbox has its own', async () => {
  const deps = side();
  await expect(changeConnection(deps, { connectionId: deps.builtInId, clientKey: 'x' })).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field: 'clientKey', reason: 'NOT_FOR_BUILT_IN' } });
  await expect(changeConnection(deps, { connectionId: 'none', clientKey: 'x' })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
});
