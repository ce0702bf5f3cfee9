import { expect, test } from 'vitest';
import { certificateSide } from '../certificates/testing/side.ts';
import { listCertificates } from '../certificates/summary.ts';
import { expiryOf } from '../expiry/list.ts';
import { listKeys } from '../keys/summary.ts';
import { KeyUsage } from '../keys/usage.ts';
import { listMigrations } from '../migrations/view.ts';
import { listRotations } from '../rotations/view.ts';
import { changeRotation } from '../rotations/change.ts';
import { vaultBody, type ConnectionEntry, type MigrationEntry, type RotationEntry, type TokenEntry, type VaultBody } from '../vault/body.ts';
import { testKey } from '../vault/testing/test-vault.ts';
import { aloneAtVault, connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { listConnections } from './connections.ts';
import { removeConnection } from './remove.ts';

const AT = '2026-11-22T12:00:00.000Z';
const NOW = Date.parse('2026-11-23T12:00:00.000Z');

function removing(vault: ReturnType<typeof memoryVault>) {
  const ended: string[] = [];
  const note = (what: string) => (id: string) => ended.push(`${what} ${id}`) > 0;
  const deps = {
    vault, audit: memoryAudit(), session: aloneAtVault(), now: () => NOW,
    clients: { drop: note('client') }, tokens: { drop: note('tokens') },
    consentInbox: { forget: async (id: string) => void note('consent')(id) },
    receiver: { view: () => ({ isRunning: true, connectionId: vault.read().selectedConnectionId ?? '', mtls: false, deliveries: [], refused: [] }), stop: async () => void note('receiver')('') },
    sandbox: { stop: async () => void note('sandbox')('') },
  };
  return { ...deps, ended, remove: (connectionId: string) => removeConnection(deps, { connectionId }) };
}

const token = (connectionId: string): TokenEntry => ({ id: crypto.randomUUID(), connectionId, kind: 'user', label: 'Acme', origin: 'consent', madeAt: AT, profiles: [], history: [] });
const rotation = (change: Partial<RotationEntry>): RotationEntry => ({ id: crypto.randomUUID(), oldKeyId: '', connectionId: '', startedAt: AT, done: [], overlapDays: 7, letterSent: false, ...change });
const migration = (change: Partial<MigrationEntry>): MigrationEntry => ({ id: crypto.randomUUID(), tokenId: crypto.randomUUID(), tokenLabel: 'Old', startedAt: AT, done: [], ...change });

/** A connection with one of everything, and another. */
function whole() {
  const [gone, stays] = [connectionEntry({ name: 'Gone', clientId: 'a' }), connectionEntry({ name: 'Stays', clientId: 'b' })];
  const [mine, theirs] = [token(gone.id), token(stays.id)];
  const key = { ...testKey(), uploads: [gone, stays].map(({ id }) => ({ connectionId: id, at: AT })), usedBy: [{ connectionId: gone.id, firstAt: AT, lastAt: AT, uses: 3 }] };
  const consent = (connectionId: string) => ({ id: crypto.randomUUID(), connectionId, label: '', state: 'state', redirectUri: 'http://127.0.0.1:1/', startedAt: AT });
  const user = (connectionId: string) => ({ id: crypto.randomUUID(), connectionId, email: 'a@example.com', registrationCode: 'code', madeAt: AT, exists: false });
  const body: Partial<VaultBody> = {
    connections: [gone, { ...stays, signingKeyId: key.id }], selectedConnectionId: gone.id, keys: [key],
    tokens: [mine, theirs], consents: [consent(gone.id), consent(stays.id)], users: [user(gone.id), user(stays.id)], leadDays: { [mine.id]: 3, [theirs.id]: 4 },
    rotations: [rotation({ oldKeyId: key.id, connectionId: gone.id, rolledBackAt: AT })],
    migrations: [migration({ tokenId: mine.id }), migration({ rehearsalId: gone.id, realId: stays.id }), migration({ realId: stays.id, tokenId: theirs.id }), migration({ realId: gone.id, givenUpAt: AT })],
  };
  return { ...removing(memoryVault(body)), gone, stays, theirs, consentId: body.consents![0]!.id };
}

test('goes with its tokens, users and consents; keys stay, and another is selected', async () => {
  const { remove, vault, gone, stays, theirs, audit, ended, consentId } = whole();
  expect(await remove(gone.id)).toEqual({});
  const body = vault.read();
  expect(body).toMatchObject({ connections: [{ id: stays.id }], selectedConnectionId: stays.id, tokens: [{ id: theirs.id }], consents: [{ connectionId: stays.id }], users: [{ connectionId: stays.id }], leadDays: { [theirs.id]: 4 } });
  expect(Object.keys(body.leadDays)).toEqual([theirs.id]);
  expect(body.migrations.map(({ givenUpAt }) => givenUpAt)).toEqual([new Date(NOW).toISOString(), new Date(NOW).toISOString(), undefined, AT]);
  expect(body.keys[0]?.uploads).toEqual([{ connectionId: gone.id, at: AT, environment: 'wise-sandbox' }, { connectionId: stays.id, at: AT }]);
  expect(ended).toEqual([`client ${gone.id}`, `tokens ${gone.id}`, `consent ${consentId}`]);
  expect(audit.lines).toEqual([{ kind: 'connection.removed', outcome: 'ok', subject: 'Gone', says: 'wise-sandbox' }]);
  expect(vaultBody.parse(JSON.parse(JSON.stringify(body)))).toEqual(JSON.parse(JSON.stringify(body)));
});

test('what names it afterwards is still shown', async () => {
  const { remove, vault, gone, stays } = whole();
  await remove(gone.id);
  const body = vault.read();
  expect(listKeys({ vault, usage: new KeyUsage(vault, 1_000_000), now: () => NOW })).toMatchObject([{
    uploadedTo: [{ connectionId: gone.id, connectionName: '' }, { connectionName: 'Stays' }], usedBy: [{ connectionId: gone.id, connectionName: '', uses: 3 }], inUseBy: [{ connectionId: stays.id }],
  }]);
  expect(listRotations({ vault })).toMatchObject([{ connectionId: gone.id, connectionName: '', outcome: 'rolled back' }]);
  expect(await changeRotation({ vault, audit: memoryAudit() }, { id: body.rotations[0]!.id, letterSent: true })).toMatchObject({ letterSent: true });
  expect(listMigrations({ vault }).map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(['given up', 'under way']));
  expect(expiryOf(body, NOW, [{ connectionId: gone.id, expiresAt: NOW }]).map(({ connectionNames, isCovered }) => [connectionNames, isCovered])).toEqual([[['Stays'], false]]);
  const unnamed = { ...body, connections: [] };
  expect(expiryOf(unnamed, NOW).map(({ connectionNames, isCovered }) => [connectionNames, isCovered])).toEqual([[[], true]]);
});

test('a retired certificate stays and is shown; one that is not, or a rotation under way, keeps the connection', async () => {
  const side = await certificateSide();
  const { remove } = removing(side.vault);
  const { id } = await side.ready('October');
  await side.vault.update((body) => ({ ...body, keys: [testKey()], rotations: [rotation({ oldKeyId: 'ab'.repeat(18), connectionId: side.connection.id })] }));
  await expect(remove(side.connection.id)).rejects.toMatchObject({ code: 'CONNECTION_IN_USE', details: { reason: 'certificate “October”, the rotation of key abababab' } });
  await side.vault.update((body) => ({ ...body, rotations: [], certificates: body.certificates.map((one) => ({ ...one, retiredAt: AT })) }));
  await remove(side.connection.id);
  expect(listCertificates({ ...side.deps, certificateUsage: { unsaved: () => undefined } })).toMatchObject([{ id, connectionId: side.connection.id, connectionName: '', state: 'retired', checks: [] }]);
});

test.each([
  [['production', 'built-in', 'wise-sandbox'], 'built-in'],
  [['wise-sandbox', 'production'], 'production'],
  [['wise-sandbox'], undefined],
] as const)('of %j the first is removed and %s selected', async (environments, selected) => {
  const connections = environments.map((environment, index): ConnectionEntry => connectionEntry({ environment, name: environment, clientId: String(index) }));
  const { remove, vault } = removing(memoryVault({ connections, selectedConnectionId: connections[0]!.id }));
  await remove(connections[0]!.id);
  expect(vault.read().selectedConnectionId).toBe(connections.find(({ environment }) => environment === selected)?.id ?? null);
  const sandbox = { running: () => undefined };
  expect(listConnections({ vault, sandbox, clients: { newestTls: () => undefined } }).filter((one) => one.selected)).toHaveLength(selected ? 1 : 0);
});

test('what ran for it ends: the receiver, and the built-in sandbox', async () => {
  const builtIn = connectionEntry({ environment: 'built-in' });
  const { remove, ended, receiver } = removing(memoryVault({ connections: [builtIn] }));
  receiver.view = () => ({ isRunning: true, connectionId: builtIn.id, mtls: false, deliveries: [], refused: [] });
  await remove(builtIn.id);
  expect(ended.slice(2)).toEqual(['receiver ', 'sandbox ']);
  await expect(remove(builtIn.id)).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
});
