import { expect, test } from 'vitest';
import { connectionSummary } from '../../shared/model/views.ts';
import { connectionEntry as entrySchema } from '../vault/body.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { resolveConnection } from './resolve.ts';
import { setWebhookAccess } from './set-webhook-access.ts';

function side() {
  const connection = connectionEntry({ name: 'Wise', clientId: 'c', clientSecret: 's' });
  const builtIn = connectionEntry({ name: 'Built-in', environment: 'built-in' });
  const sandbox = { running: () => undefined, target: () => Promise.reject(new Error('not needed')) };
  return { connectionId: connection.id, builtInId: builtIn.id, vault: memoryVault({ connections: [connection, builtIn] }), audit: memoryAudit(), sandbox };
}

test('is kept, shown without the token, and part of what calls are made with', async () => {
  const deps = side();
  const { connectionId } = deps;
  const summary = await setWebhookAccess(deps, { connectionId, clientKey: 'key-of-wise', profileId: 42, userToken: 'token-of-a-person' });
  expect(connectionSummary.parse(summary)).toMatchObject({ clientKey: 'key-of-wise', profileId: 42, hasUserToken: true });
  const target = await resolveConnection(deps, connectionId);
  expect(target).toMatchObject({ clientKey: 'key-of-wise', profileId: 42 });
  expect(target.userToken?.reveal()).toBe('token-of-a-person');
  expect(deps.audit.lines).toEqual([{ kind: 'connection.changed', outcome: 'ok', subject: 'Wise', says: 'client key set, profile set, user token set' }]);
  expect(JSON.stringify([summary, target, deps.audit.lines])).not.toContain('token-of-a-person');
  for (const entry of deps.vault.read().connections) expect(entrySchema.parse(entry)).toEqual(entry);
});

test('what is left out stays, null takes it away', async () => {
  const deps = side();
  const { connectionId } = deps;
  await setWebhookAccess(deps, { connectionId, clientKey: 'key-of-wise', userToken: 'token-of-a-person' });
  expect(await setWebhookAccess(deps, { connectionId, userToken: null, profileId: 7 })).toMatchObject({ clientKey: 'key-of-wise', profileId: 7, hasUserToken: false });
  expect(deps.vault.read().connections[0]).not.toHaveProperty('userToken');
  expect(deps.audit.lines.at(-1)?.says).toBe('profile set, user token removed');
});

test('nothing given changes nothing', async () => {
  const deps = side();
  await setWebhookAccess(deps, { connectionId: deps.connectionId });
  expect([deps.vault.saves, deps.audit.lines]).toEqual([0, []]);
});

test('the built-in sandbox has its own', async () => {
  const deps = side();
  await expect(setWebhookAccess(deps, { connectionId: deps.builtInId, clientKey: 'x' })).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field: 'clientKey', reason: 'NOT_FOR_BUILT_IN' } });
  await expect(setWebhookAccess(deps, { connectionId: 'none', clientKey: 'x' })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
});

test.each(['Bearer abc', 'one\r\ntwo: three', 'tokén'])('what no header could carry is not taken for a token: %j', async (userToken) => {
  const deps = side();
  const refusal = await setWebhookAccess(deps, { connectionId: deps.connectionId, userToken }).catch((thrown: unknown) => thrown);
  expect(refusal).toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field: 'userToken' } });
  expect(JSON.stringify(refusal)).not.toContain(userToken);
  expect(deps.vault.read().connections[0]).not.toHaveProperty('userToken');
});
