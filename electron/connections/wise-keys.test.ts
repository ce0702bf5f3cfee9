import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { wiseKeyEntry } from '../vault/body.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import { savingSlowly } from '../wise/testing/ports.ts';
import { json, ROUTES, wiseKeyBody } from '../wise/testing/wise-double.ts';
import { fetchWiseKey, keptWiseKey, wiseKeyObject } from './wise-keys.ts';

let side: Linked;
beforeEach(async () => {
  side = await startLinked();
});
afterEach(() => side.close());

const kept = () => keptWiseKey(side.vault, side.link.target.id, 'ES512');

test('takes a key as servers may write it: version as text, material in lines, the algorithm as JOSE calls it', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyMaterial = publicKey.export({ type: 'spki', format: 'der' }).toString('base64').replaceAll(/(.{64})/g, '$1\n');
  side.wise.next(ROUTES.wiseKey, () => json({ version: '7', scope: 'PAYLOAD_ENCRYPTION', keyMaterial: { algorithm: 'RSA-OAEP-256', keyMaterial } }));
  expect((await fetchWiseKey(side, side.link, 'RSA-OAEP-256')).key).toMatchObject({ version: 7, spki: keyMaterial.replaceAll('\n', '') });
});

test('fetches Wise’s key by algorithm and scope and keeps it with the connection', async () => {
  expect(kept()).toBeUndefined();
  const { key, changed } = await fetchWiseKey(side, side.link, 'ES512');
  expect(changed).toBe(false);
  expect(wiseKeyEntry.parse(key)).toEqual(kept());
  expect(wiseKeyObject(key).equals(createPublicKey(side.wise.wiseKey.privateKey))).toBe(true);
  expect(side.wise.received.at(-1)!.path).toBe('/v1/auth/jose/response/public-keys?algorithm=ES512&scope=PAYLOAD_SIGNING');
  expect(side.audit.kinds()).toEqual(['token.fetched ok', 'wise-key.fetched ok']);
});

test('the same key again is not saved again', async () => {
  await fetchWiseKey(side, side.link, 'ES512');
  await fetchWiseKey(side, side.link, 'ES512');
  expect(side.vault.saves).toBe(1);
});

test('a changed key is kept beside the earlier one, and audited with both versions', async () => {
  await fetchWiseKey(side, side.link, 'ES512');
  side.wise.newWiseKey(2);
  expect((await fetchWiseKey(side, side.link, 'ES512')).changed).toBe(true);
  expect(side.vault.read().connections[0]!.wiseKeys.map(({ version }) => version)).toEqual([1, 2]);
  expect(kept()?.version).toBe(2);
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'wise-key.changed', outcome: 'ok', subject: 'Test connection', says: expect.stringMatching(/^ES512 version 1, thumbprint \S{8} replaced by ES512 version 2, thumbprint \S{8}$/) });
});

test('the same key under a new version is recorded as a change', async () => {
  await fetchWiseKey(side, side.link, 'ES512');
  side.wise.wiseKey = { ...side.wise.wiseKey, version: 2 };
  expect((await fetchWiseKey(side, side.link, 'ES512')).changed).toBe(true);
  expect(kept()?.version).toBe(2);
});

const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

test.each([
  ['scope', { scope: 'PAYLOAD_ENCRYPTION' }],
  ['keyMaterial.algorithm', { keyMaterial: { algorithm: 'ES256', keyMaterial: p256 } }],
  ['keyMaterial.keyMaterial', { keyMaterial: { algorithm: 'ES512', keyMaterial: p256 } }],
  ['keyMaterial.keyMaterial', { keyMaterial: { algorithm: 'ES512', keyMaterial: 'AAAA' } }],
  ['version', { version: 'one' }],
])('a key with another %s is WISE_ANSWER_INVALID and not kept', async (field, change) => {
  side.wise.next(ROUTES.wiseKey, () => json({ ...wiseKeyBody(side.wise), ...change }));
  await expect(fetchWiseKey(side, side.link, 'ES512')).rejects.toMatchObject({ code: 'WISE_ANSWER_INVALID', details: { field } });
  expect(kept()).toBeUndefined();
});

test('fetched twice at the same time, it is kept once', async () => {
  savingSlowly(side.vault);
  const fetched = await Promise.all([fetchWiseKey(side, side.link, 'ES512'), fetchWiseKey(side, side.link, 'ES512')]);
  expect(side.vault.read().connections[0]!.wiseKeys).toHaveLength(1);
  side.wise.newWiseKey(2);
  const again = await Promise.all([fetchWiseKey(side, side.link, 'ES512'), fetchWiseKey(side, side.link, 'ES512')]);
  expect([...fetched, ...again].map(({ changed }) => changed)).toEqual([false, false, true, false]);
  expect(side.audit.kinds().filter((kind) => kind === 'wise-key.changed ok')).toHaveLength(1);
});
