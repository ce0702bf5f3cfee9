import { expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { connectionSummary } from '../../shared/model/views.ts';
import { connectionEntry as entrySchema, type TokenEntry, type VaultBody } from '../vault/body.ts';
import { testKey } from '../vault/testing/test-vault.ts';
import { aloneAtVault, connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { changeConnection } from './change.ts';
import { resolveConnection } from './resolve.ts';

const AT = '2026-11-22T12:00:00.000Z';
const HOSTS = { apiUrl: 'https://wise.example.com', mtlsUrl: 'https://mtls.example.com', consentUrl: 'https://example.com/oauth/authorize/' };
const passphrase = 'correct horse battery';
const NEXT = { clientId: 'client-of-next', clientSecret: 'secret-of-next' };

function side(change: (connectionId: string) => Partial<VaultBody> = () => ({})) {
  const connection = connectionEntry({ name: 'Wise', clientId: 'client', clientSecret: 'secret' });
  const builtIn = connectionEntry({ name: 'Built-in', environment: 'built-in' });
  const production = connectionEntry({ name: 'Real', environment: 'production', clientId: 'client-of-production', clientSecret: 'secret-of-production' });
  const custom = connectionEntry({ name: 'Ours', environment: 'custom', clientId: 'ours', clientSecret: 'secret-of-ours', hosts: HOSTS });
  const sandbox = { running: () => undefined, target: () => Promise.reject(new Error('not needed')) };
  const dropped: string[] = [];
  const drop = (id: string) => dropped.push(id) > 0;
  const vault = memoryVault({ connections: [connection, builtIn, production, custom], ...change(connection.id) });
  const session = { ...aloneAtVault(), confirm: async (given: string) => { if (given !== passphrase) throw new PortcullisError('VAULT_WRONG_PASSPHRASE'); } };
  const deps = { vault, audit: memoryAudit(), sandbox, session, clients: { drop }, tokens: { drop }, dropped };
  return { ...deps, deps, connectionId: connection.id, builtInId: builtIn.id, productionId: production.id, customId: custom.id };
}

function userToken(connectionId: string, change: Partial<TokenEntry> = {}): TokenEntry {
  return { id: crypto.randomUUID(), connectionId, kind: 'user', label: 'Acme', origin: 'consent', madeAt: AT, profiles: [], history: [], ...change };
}

test('is kept, shown, and part of what calls are made with', async () => {
  const { deps, connectionId, vault, audit, dropped } = side();
  const summary = await changeConnection(deps, { connectionId, clientKey: 'key-of-wise', profileId: 42 });
  expect(connectionSummary.parse(summary)).toMatchObject({ clientKey: 'key-of-wise', profileId: 42 });
  expect(await resolveConnection(deps, connectionId)).toMatchObject({ clientKey: 'key-of-wise', profileId: 42 });
  expect(audit.lines).toEqual([{ kind: 'connection.changed', outcome: 'ok', subject: 'Wise', says: 'client key set, profile set' }]);
  expect(dropped).toEqual([]);
  for (const entry of vault.read().connections) expect(entrySchema.parse(entry)).toEqual(entry);
});

test('what is left out stays, null takes it away', async () => {
  const { deps, connectionId, vault, audit } = side();
  await changeConnection(deps, { connectionId, clientKey: 'key-of-wise', profileId: 42, hosts: HOSTS, passphrase, redirectUri: 'https://example.com/back' });
  expect(await changeConnection(deps, { connectionId, profileId: null, hosts: null, redirectUri: null })).toMatchObject({ clientKey: 'key-of-wise', apiUrl: 'https://api.wise-sandbox.com', hasOwnHosts: false });
  for (const field of ['profileId', 'hosts', 'redirectUri']) expect(vault.read().connections[0]).not.toHaveProperty(field);
  expect(audit.lines.at(-1)?.says).toBe('hosts removed, redirect URI removed, profile removed');
});

test('nothing given changes nothing', async () => {
  const { deps, connectionId, vault, audit } = side();
  await changeConnection(deps, { connectionId });
  expect([vault.saves, audit.lines]).toEqual([0, []]);
});

test('the built-in sandbox has its own: only name and profile change', async () => {
  const { deps, builtInId } = side();
  for (const [field, value] of [['clientKey', 'x'], ['hosts', HOSTS], ['redirectUri', 'https://example.com'], ['credentials', NEXT]] as const) {
    await expect(changeConnection(deps, { connectionId: builtInId, passphrase, [field]: value })).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field, reason: 'NOT_FOR_BUILT_IN' } });
  }
  expect(await changeConnection(deps, { connectionId: builtInId, name: 'Mine', profileId: 9 })).toMatchObject({ name: 'Mine', profileId: 9 });
  await expect(changeConnection(deps, { connectionId: 'none', clientKey: 'x' })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
});

test.each([{ credentials: { clientId: 'client', clientSecret: 'secret-of-next' } }, { credentials: NEXT }, { hosts: HOSTS, passphrase }])('a change of %j drops what was reached with the old', async (change) => {
  const { deps, connectionId, dropped, audit } = side();
  await changeConnection(deps, { connectionId, ...change });
  expect(dropped).toEqual([connectionId, connectionId]);
  expect(audit.lines.at(-1)?.says).toBe('hosts' in change ? 'hosts set' : 'client id and secret changed');
  expect(JSON.stringify(audit.lines)).not.toMatch(/of-next|example/);
});

test('the same rules as for a new connection', async () => {
  const { deps, connectionId, customId, productionId, vault } = side();
  const before = vault.read();
  const refused: [Parameters<typeof changeConnection>[1], object][] = [
    [{ connectionId, name: 'REAL' }, { code: 'CONNECTION_EXISTS', details: { field: 'name' } }],
    [{ connectionId, credentials: { clientId: 'mine', clientSecret: 'secret-of-production' } }, { code: 'CREDENTIAL_SHARED', details: { reason: 'Real has it' } }],
    [{ connectionId, passphrase, hosts: { ...HOSTS, apiUrl: 'https://api.wise.com' } }, { code: 'HOSTS_OF_PRODUCTION', details: { field: 'hosts.apiUrl', host: 'api.wise.com' } }],
    [{ connectionId: productionId, passphrase, hosts: { ...HOSTS, mtlsUrl: 'https://api-mtls.wise-sandbox.com' } }, { code: 'IPC_INVALID_INPUT', details: { reason: 'HOST_OF_SANDBOX' } }],
    [{ connectionId: customId, hosts: null }, { code: 'IPC_INVALID_INPUT', details: { field: 'hosts', reason: 'REQUIRED' } }],
    [{ connectionId, redirectUri: 'javascript:alert(1)' }, { code: 'IPC_INVALID_INPUT', details: { field: 'redirectUri' } }],
  ];
  for (const [input, error] of refused) await expect(changeConnection(deps, input)).rejects.toMatchObject(error);
  expect(vault.read()).toBe(before);
});

test('new hosts need the passphrase: who has the window alone cannot send credentials elsewhere', async () => {
  const { deps, connectionId, vault, dropped } = side();
  const before = vault.read();
  await expect(changeConnection(deps, { connectionId, hosts: HOSTS })).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field: 'passphrase', reason: 'REQUIRED' } });
  await expect(changeConnection(deps, { connectionId, hosts: HOSTS, passphrase: 'another horse' })).rejects.toMatchObject({ code: 'VAULT_WRONG_PASSPHRASE' });
  expect([vault.read(), dropped]).toEqual([before, []]);
});

test('another client id is refused while certificates, user tokens or rotations belong to the old one; another secret is not', async () => {
  const key = testKey();
  const { deps, connectionId, dropped } = side((id) => ({
    keys: [key],
    certificates: [{ id: crypto.randomUUID(), connectionId: id, name: 'October', kind: 'EC P-256', privateJwk: { kty: 'EC' }, subject: '', chain: [], madeAt: AT, origin: 'made', uses: 0, history: [] }],
    tokens: [userToken(id), userToken(id, { kind: 'personal', label: 'Mine' }), userToken(id, { label: 'Dead', refusal: { at: AT } })],
    rotations: [{ id: crypto.randomUUID(), oldKeyId: key.id, connectionId: id, startedAt: AT, done: [], overlapDays: 7, letterSent: false }],
  }));
  await expect(changeConnection(deps, { connectionId, credentials: NEXT })).rejects.toMatchObject({
    code: 'CONNECTION_IN_USE', details: { reason: `certificate “October”, the rotation of key ${key.id.slice(0, 8)}, token “Acme”` },
  });
  expect(dropped).toEqual([]);
  await changeConnection(deps, { connectionId, credentials: { clientId: 'client', clientSecret: 'secret-of-next' } });
  expect(deps.vault.read().tokens).toHaveLength(3);
});

test('another client has to be given the keys anew', async () => {
  const key = testKey();
  const { deps, connectionId, vault, builtInId } = side((id) => ({ keys: [{ ...key, uploads: [{ connectionId: id, at: AT }] }] }));
  await vault.update((body) => ({
    ...body, keys: body.keys.map((one) => ({ ...one, uploads: [...one.uploads, { connectionId: builtInId, at: AT }] })), connections: body.connections.map((one) => ({ ...one, signingKeyId: key.id })),
  }));
  await changeConnection(deps, { connectionId, credentials: NEXT });
  expect(vault.read().keys[0]?.uploads).toEqual([{ connectionId: builtInId, at: AT }]);
  expect(vault.read().connections.map(({ signingKeyId }) => signingKeyId)).toEqual([undefined, key.id, key.id, key.id]);
});

test('a client secret that another environment has as a token is refused', async () => {
  const { deps, connectionId, productionId, vault } = side();
  const token = userToken(productionId, { kind: 'personal', access: { value: 'token-of-production', issuedAt: AT } });
  await vault.update((body) => ({ ...body, tokens: [token] }));
  const change = (id: string) => changeConnection(deps, { connectionId: id, credentials: { clientId: 'client', clientSecret: 'token-of-production' } });
  await expect(change(connectionId)).rejects.toMatchObject({ code: 'CREDENTIAL_SHARED', details: { field: 'clientSecret', reason: 'Real has it' } });
});

const withKeyAtWise = (connectionId: string) => ({ keys: [{ ...testKey('ours'), validTill: '2099-01-01T00:00:00.000Z', uploads: [{ connectionId, at: AT }] }] });

test('signed calls and the older paths can be switched on and off, also for the built-in sandbox', async () => {
  const { deps, connectionId, builtInId, vault, audit } = side(withKeyAtWise);
  await expect(changeConnection(deps, { connectionId: builtInId, signsCalls: true })).rejects.toMatchObject({ code: 'KEY_MISSING', details: { reason: 'signing' } });
  expect(connectionSummary.parse(await changeConnection(deps, { connectionId: builtInId, usesDeprecatedSca: true }))).toMatchObject({ usesDeprecatedSca: true });
  expect(await changeConnection(deps, { connectionId, signsCalls: true, usesDeprecatedSca: true })).toMatchObject({ signsCalls: true, usesDeprecatedSca: true });
  expect(audit.lines.at(-1)?.says).toBe('signed calls on, older paths for factors on');
  expect(await changeConnection(deps, { connectionId, usesDeprecatedSca: false })).not.toHaveProperty('usesDeprecatedSca');
  for (const entry of vault.read().connections) expect(entrySchema.parse(entry)).toEqual(entry);
});

test('another client signs nothing until Wise has a key of its own', async () => {
  const { deps, connectionId, vault } = side(withKeyAtWise);
  await changeConnection(deps, { connectionId, signsCalls: true });
  await expect(changeConnection(deps, { connectionId, credentials: NEXT, signsCalls: true })).rejects.toMatchObject({ code: 'KEY_MISSING' });
  expect(vault.read().connections[0]).toMatchObject({ signsCalls: true, clientId: 'client' });
  expect(await changeConnection(deps, { connectionId, credentials: NEXT })).not.toHaveProperty('signsCalls');
});
