import { expect, test } from 'vitest';
import { DAY_MS } from '../../shared/days.ts';
import { vaultSettings } from '../../shared/model/views.ts';
import { makeCa, makeClientCertificate } from '../wise/testing/certificates.ts';
import { connectionEntry, memoryVault } from '../wise/testing/ports.ts';
import { expiryOf, listExpiry } from './list.ts';
import { certificateEntry, inDays, NOW, uploadedKey } from './testing/things.ts';

const acme = connectionEntry({ name: 'Acme' });
const bodyOf = (change: Parameters<typeof memoryVault>[0]) => memoryVault({ connections: [acme], ...change }).read();
const ca = await makeCa();
const pemUntil = async (days: number) => (await makeClientCertificate(ca, 'Acme', { notAfter: new Date(Math.floor(Date.parse(inDays(days)) / 1000) * 1000) })).cert;

test('lists certificates, keys and tokens of all connections, soonest first, by their names', async () => {
  const other = connectionEntry({ name: 'Beta' });
  const certificate = certificateEntry(acme.id, { certificate: await pemUntil(40) });
  const signing = uploadedKey(acme.id, { uploads: [{ connectionId: acme.id, at: inDays(-1) }, { connectionId: other.id, at: inDays(-1) }] });
  const encryption = uploadedKey(other.id, { label: '', algorithm: 'RSA-OAEP-256', validTill: inDays(20) });
  const vault = memoryVault({ connections: [acme, other], keys: [signing, encryption], certificates: [certificate] });
  const list = listExpiry({ vault, now: () => NOW, tokens: { held: () => [{ connectionId: acme.id, expiresAt: NOW + 3_600_000 }, { connectionId: acme.id, expiresAt: NOW + 7_200_000 }] } });
  expect(list.map(({ kind, title, connectionNames, endsAt, state, isCovered }) => [kind, title, connectionNames, endsAt, state, isCovered])).toEqual([
    ['token', 'Application token', ['Acme'], inDays(2 / 24), 'due', true],
    ['encryption-key', `key ${encryption.id.slice(0, 8)}`, ['Beta'], inDays(20), 'due', false],
    ['certificate', 'mtls-2026', ['Acme'], inDays(40), 'ok', false],
    ['signing-key', 'payments', ['Acme', 'Beta'], inDays(300), 'ok', false],
  ]);
});

test('leaves out what is retired, and requests whose certificate has not come', async () => {
  const keys = [uploadedKey(acme.id, { retiredAt: inDays(-1) })];
  const certificates = [certificateEntry(acme.id), certificateEntry(acme.id, { certificate: await pemUntil(5), retiredAt: inDays(-1) }), certificateEntry(acme.id, { certificate: 'no certificate at all' })];
  expect(expiryOf(bodyOf({ keys, certificates }), NOW)).toEqual([]);
});

test('lead times are in days: those of the kind, or its own', async () => {
  const [key, own] = [uploadedKey(acme.id, { validTill: inDays(20) }), uploadedKey(acme.id, { validTill: inDays(90) })];
  const certificate = certificateEntry(acme.id, { certificate: await pemUntil(20) });
  const settings = vaultSettings.parse({ autoLockMinutes: 10, keyLeadDays: 10, certificateLeadDays: 45 });
  const list = expiryOf(bodyOf({ keys: [key, own], certificates: [certificate], settings, leadDays: { [own.id]: 120 } }), NOW);
  const told = Object.fromEntries(list.map(({ id, leadDays, hasOwnLead, state }) => [id, [leadDays, hasOwnLead, state]]));
  expect(told).toEqual({ [key.id]: [10, false, 'ok'], [own.id]: [120, true, 'due'], [certificate.id]: [45, false, 'due'] });
});

test('the state turns at the lead time and at the end, to the millisecond', () => {
  const key = uploadedKey(acme.id, { validTill: inDays(30) });
  const stateAt = (now: number) => expiryOf(bodyOf({ keys: [key] }), now)[0]?.state;
  expect([stateAt(NOW - 1), stateAt(NOW), stateAt(Date.parse(key.validTill) - 1), stateAt(Date.parse(key.validTill))]).toEqual(['ok', 'due', 'due', 'ended']);
});

test('a key is covered when nothing stops by its end: replaced and used no more, or never uploaded', () => {
  const replaced = uploadedKey(acme.id, { replacedBy: crypto.randomUUID() });
  const made = uploadedKey(acme.id, { uploads: [] });
  const covered = (connection: Parameters<typeof connectionEntry>[0]) => {
    const body = memoryVault({ connections: [connectionEntry({ ...acme, ...connection })], keys: [replaced, made] }).read();
    return Object.fromEntries(expiryOf(body, NOW).map(({ id, isCovered }) => [id, isCovered]));
  };
  expect(covered({})).toEqual({ [replaced.id]: true, [made.id]: true });
  expect(covered({ signingKeyId: replaced.id })).toEqual({ [replaced.id]: false, [made.id]: true });
});

test('an ended key is covered once another of its label and use is at Wise; before its end it is not', () => {
  const [old, next] = [uploadedKey(acme.id, { validTill: inDays(5) }), uploadedKey(acme.id)];
  const coveredAt = (keys: ReturnType<typeof uploadedKey>[], days: number) => expiryOf(bodyOf({ keys }), NOW + days * DAY_MS).find(({ id }) => id === old.id)?.isCovered;
  expect([coveredAt([old, next], 4), coveredAt([old, next], 6)]).toEqual([false, true]);
  const others = [{ ...next, label: 'other' }, { ...next, uploads: [] }, { ...next, retiredAt: inDays(1) }, { ...next, algorithm: 'RSA-OAEP-256' as const }];
  expect(others.map((other) => coveredAt([old, other], 6))).toEqual([false, false, false, false]);
});

test('a certificate is covered when its connection uses another that ends later', async () => {
  const [old, next] = [certificateEntry(acme.id, { certificate: await pemUntil(12) }), certificateEntry(acme.id, { certificate: await pemUntil(365) })];
  const covered = (certificateId?: string) => {
    const connection = connectionEntry({ ...acme, ...(certificateId && { certificateId }) });
    return expiryOf(memoryVault({ connections: [connection], certificates: [old, next] }).read(), NOW).map(({ isCovered }) => isCovered);
  };
  expect(covered()).toEqual([false, false]);
  // The successor that waits for its switch is what people wait for, not something spare.
  expect(covered(old.id)).toEqual([false, false]);
  expect(covered(next.id)).toEqual([true, false]);
});
