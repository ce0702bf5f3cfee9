import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { DAY_MS } from '../../shared/days.ts';
import { PortcullisError } from '../../shared/errors.ts';
import type { AuditEntry } from '../ports.ts';
import { Preferences } from '../storage/preferences.ts';
import { createdVault, MARKER, PASSPHRASE, testVault, type TestVault } from '../vault/testing/test-vault.ts';
import type { VaultBody } from '../vault/body.ts';
import { connectionEntry, memoryAudit } from '../wise/testing/ports.ts';
import { lockedExpiry } from './locked.ts';
import { inDays, NOW, uploadedKey } from './testing/things.ts';
import { ExpiryWatch } from './watch.ts';

const acme = connectionEntry({ name: 'Acme' });

type Side = TestVault & { shown: string[]; audit: ReturnType<typeof memoryAudit>; watch: ExpiryWatch };

function watching(side: TestVault, change: { notify?: (title: string) => void; audit?: (entry: AuditEntry) => Promise<void> } = {}): Side {
  const shown: string[] = [];
  const audit = memoryAudit();
  const watch = new ExpiryWatch({ vault: side.vault, memory: side.memory, audit, notify: (title) => void shown.push(title), onHour: () => undefined, now: () => side.clock.now, ...change });
  onTestFinished(() => watch.close());
  side.clock.now = NOW;
  return { ...side, shown, audit, watch };
}

const add = ({ vault }: TestVault, ...keys: VaultBody['keys']) => vault.update((body) => ({ ...body, connections: [acme], keys: [...body.keys, ...keys] }));
const set = ({ vault }: TestVault, settings: Partial<VaultBody['settings']>) => vault.update((body) => ({ ...body, settings: { ...body.settings, ...settings } }));
const onDisk = ({ folder }: TestVault) => readFileSync(`${folder}/preferences.json`, 'utf8');
const kept = ({ memory, clock }: TestVault) => lockedExpiry({ preferences: memory, now: () => clock.now }).map(({ title, state }) => `${title} ${state}`);

test('keeps names and dates for while it is locked, over a restart, and no secret', async () => {
  const side = watching(await createdVault());
  await add(side, uploadedKey(acme.id, { validTill: inDays(12) }), uploadedKey(acme.id, { label: 'later', validTill: inDays(200) }), uploadedKey(acme.id, { label: 'never uploaded', uploads: [] }));
  await side.vault.lock();
  expect(onDisk(side)).toContain('payments');
  expect(onDisk(side)).not.toContain(MARKER);
  expect(Object.keys(JSON.parse(onDisk(side)).expiry.items[0]).toSorted()).toEqual(['connectionNames', 'endsAt', 'hasOwnLead', 'id', 'kind', 'leadDays', 'title']);
  const later = { ...side, memory: new Preferences(side.folder), clock: { now: NOW + 180 * DAY_MS } };
  expect(kept(later)).toEqual(['payments ended', 'later due']);
});

test('switched off, it is wiped from the file at once, and comes back when switched on', async () => {
  const side = watching(await createdVault());
  await add(side, uploadedKey(acme.id));
  side.memory.flush();
  expect(onDisk(side)).toContain('payments');
  await set(side, { showExpiryWhileLocked: false });
  expect(onDisk(side)).not.toContain('payments');
  await add(side, uploadedKey(acme.id));
  await side.vault.lock();
  expect(onDisk(side)).not.toContain('payments');
  await side.vault.unlock(PASSPHRASE);
  await set(side, { showExpiryWhileLocked: true });
  expect(kept(side)).toEqual(['payments ok', 'payments ok']);
});

test('another vault in the same folder starts with nothing', async () => {
  const first = watching(await createdVault());
  await add(first, uploadedKey(acme.id, { validTill: inDays(3) }));
  first.watch.check();
  await first.vault.lock();
  first.watch.close();
  await first.profile.close();
  for (const file of [first.profile.files.vault, first.profile.files.vaultBackup]) rmSync(file, { force: true });
  const second = watching(await testVault(first.folder));
  await expect.poll(() => kept(second)).toEqual([]);
  expect(onDisk(second)).not.toContain('payments');
  await second.vault.create(PASSPHRASE);
  expect(second.memory.expiry.items).toEqual([]);
});

test('a file that cannot be written fails no change of the vault', async () => {
  const side = watching(await createdVault());
  rmSync(`${side.folder}/preferences.json`, { force: true });
  mkdirSync(`${side.folder}/preferences.json`);
  await add(side, uploadedKey(acme.id, { validTill: inDays(3) }));
  await set(side, { showExpiryWhileLocked: false });
  side.watch.check();
  expect(side.shown).toEqual(['payments ends in 3 days']);
  await side.vault.lock();
});

test('tells once, also after a restart, and again at the next threshold while locked', async () => {
  const side = watching(await createdVault());
  await add(side, uploadedKey(acme.id, { validTill: inDays(20) }));
  side.watch.check();
  side.watch.check();
  expect(side.shown).toEqual(['payments ends in 20 days']);
  await side.vault.lock();
  const later = watching({ ...side, memory: new Preferences(side.folder) });
  later.watch.check();
  expect(later.shown).toEqual([]);
  later.clock.now = NOW + 14 * DAY_MS;
  later.watch.check();
  later.watch.check();
  expect(later.shown).toEqual(['payments ends in 6 days']);
  await expect.poll(() => later.audit.lines).toEqual([{ kind: 'expiry.notified', outcome: 'ok', subject: 'payments ends in 6 days', says: 'Signing key of Acme, 12 Dec 2026 (UTC)' }]);
});

test('several become one notification', async () => {
  const side = watching(await createdVault());
  await add(side, uploadedKey(acme.id, { validTill: inDays(3) }), uploadedKey(acme.id, { label: 'cards', validTill: inDays(9) }));
  side.watch.check();
  expect(side.shown).toEqual(['2 things end soon']);
});

test('tells by itself a moment after a change', async () => {
  const side = watching(await createdVault());
  await add(side, uploadedKey(acme.id, { validTill: inDays(3) }));
  expect(side.shown).toEqual([]);
  await expect.poll(() => side.shown, { timeout: 5_000 }).toEqual(['payments ends in 3 days']);
});

test('tells nothing when switched off, locked as well, and catches up when switched on', async () => {
  const side = watching(await createdVault());
  await set(side, { notifyExpiry: false });
  await add(side, uploadedKey(acme.id, { validTill: inDays(3) }));
  side.watch.check();
  await side.vault.lock();
  side.watch.check();
  expect(side.shown).toEqual([]);
  await side.vault.unlock(PASSPHRASE);
  await set(side, { notifyExpiry: true });
  side.watch.check();
  expect(side.shown).toEqual(['payments ends in 3 days']);
});

test('with the lock screen switched off, nothing is told while locked, nor twice after', async () => {
  const side = watching(await createdVault());
  await set(side, { showExpiryWhileLocked: false });
  await add(side, uploadedKey(acme.id, { validTill: inDays(20) }));
  side.watch.check();
  await side.vault.lock();
  side.clock.now += 15 * DAY_MS;
  side.watch.check();
  expect(side.shown).toEqual(['payments ends in 20 days']);
  await side.vault.unlock(PASSPHRASE);
  side.watch.check();
  expect(side.shown).toEqual(['payments ends in 20 days', 'payments ends in 5 days']);
});

test('a host that cannot show it and a log that cannot be written break nothing', async () => {
  const side = watching(await createdVault(), {
    notify: () => {
      throw new Error('no notifications here');
    },
    audit: () => Promise.reject(new PortcullisError('AUDIT_UNWRITABLE')),
  });
  await add(side, uploadedKey(acme.id, { validTill: inDays(3) }));
  side.watch.check();
  expect(Object.values(side.memory.toldExpiry)).toEqual([7]);
});

test('forgets what was told of things that are gone', async () => {
  const side = watching(await createdVault());
  await add(side, uploadedKey(acme.id, { validTill: inDays(3) }));
  side.watch.check();
  await side.vault.update((body) => ({ ...body, keys: [] }));
  side.watch.check();
  expect(side.memory.toldExpiry).toEqual({});
});
