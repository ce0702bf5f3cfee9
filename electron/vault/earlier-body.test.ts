import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BodyJson } from './body-json.ts';
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

/** As the version before client certificates wrote it, read by this one. */
function bodyBeforeCertificates(): VaultBody {
  const point = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' };
  const doors = { recovery: { publicJwk: point, kdf: { name: 'hkdf-sha256', salt: 'A'.repeat(22) } } };
  const { certificates: _, leadDays: __, ...body } = newVaultBody();
  const id = crypto.randomUUID();
  const connection = { id, name: 'Payments', environment: 'production', clientId: 'client', clientSecret: 'secret', wiseKeys: [] };
  const written = JSON.stringify({ ...body, settings: { autoLockMinutes: 25, keyLeadDays: 14 }, connections: [connection], selectedConnectionId: id, doors });
  return new BodyJson().decode(Buffer.from(written)).body;
}

test('a vault of the version before client certificates opens, takes one, and opens again', async () => {
  const { vault } = await testVault();
  await vault.create(PASSPHRASE, bodyBeforeCertificates());
  await vault.lock();
  await vault.unlock(PASSPHRASE);
  const before = vault.read();
  expect(before).toMatchObject({ certificates: [], leadDays: {}, settings: { autoLockMinutes: 25, keyLeadDays: 14, certificateLeadDays: 30 }, connections: [{ name: 'Payments', wiseCa: [] }] });
  expect(before.connections[0]).not.toHaveProperty('certificateId');
  const [id, at] = [crypto.randomUUID(), '2026-11-22T12:00:00.000Z'];
  const certificate = { id, connectionId: before.connections[0]!.id, name: 'October', kind: 'EC P-256', privateJwk: { kty: 'EC' as const, d: 'x' }, subject: 'O=Example Ltd', chain: [], madeAt: at, origin: 'made' as const, uses: 0, history: [{ at, kind: 'requested' as const, says: '' }] };
  const saved = await vault.update((body) => ({ ...body, certificates: [certificate], leadDays: { [id]: 60 } }));
  await vault.lock();
  await vault.unlock(PASSPHRASE);
  expect(vault.read()).toEqual(saved);
});

/** As the version before tokens wrote it, read by this one: the token of webhook subscriptions lay with its connection. */
function bodyBeforeTokens(): VaultBody {
  const point = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' };
  const doors = { recovery: { publicJwk: point, kdf: { name: 'hkdf-sha256', salt: 'A'.repeat(22) } } };
  const { tokens: _, consents: __, users: ___, migrations: ____, ...body } = newVaultBody();
  const id = crypto.randomUUID();
  const connection = { id, name: 'Payments', environment: 'production', clientId: 'client', clientSecret: 'secret', wiseKeys: [], wiseCa: [], clientKey: 'key', profileId: 42, userToken: 'token-from-before' };
  return new BodyJson().decode(Buffer.from(JSON.stringify({ ...body, connections: [connection], selectedConnectionId: id, doors }))).body;
}

test('a vault of the version before tokens opens with the token of its connection, is saved and opened again', async () => {
  const { vault, folder } = await testVault();
  await vault.create(PASSPHRASE, bodyBeforeTokens());
  await vault.lock();
  await vault.unlock(PASSPHRASE);
  const before = vault.read();
  const [connection] = before.connections;
  expect(before).toMatchObject({
    consents: [], users: [], migrations: [], connections: [{ clientKey: 'key', profileId: 42, userTokenId: before.tokens[0]!.id }],
    tokens: [{ connectionId: connection!.id, kind: 'personal', access: { value: 'token-from-before' }, profiles: [] }],
  });
  expect(connection).not.toHaveProperty('userToken');
  const saved = await vault.update((body) => ({ ...body, tokens: body.tokens.map((one) => ({ ...one, label: 'Mine' })) }));
  await vault.lock();
  await vault.unlock(PASSPHRASE);
  expect(vault.read()).toEqual(saved);
  expect(readFileSync(`${folder}/vault.json`, 'utf8')).not.toContain('token-from-before');
});

test('a body without anything of approvals or people has no member that the version before them refuses', () => {
  const point = { kty: 'EC' as const, crv: 'P-256' as const, x: 'AA', y: 'AA' };
  const doors = { recovery: { publicJwk: point, kdf: { name: 'hkdf-sha256' as const, salt: 'A'.repeat(22) } } };
  const written = (body: VaultBody) => Buffer.concat(new BodyJson().encode(body, doors));
  const known = ['connections', 'selectedConnectionId', 'keys', 'rotations', 'certificates', 'tokens', 'consents', 'users', 'migrations', 'leadDays', 'settings', 'audit', 'sandbox', 'doors'];
  const body = newVaultBody();
  expect(Object.keys(JSON.parse(written(body).toString()) as object).toSorted()).toEqual(known.toSorted());
  expect(new BodyJson().decode(written(body)).body).toEqual(body);
  const people = [{ id: crypto.randomUUID(), name: 'Olga' }];
  expect(new BodyJson().decode(written({ ...body, people })).body.people).toEqual(people);
});
