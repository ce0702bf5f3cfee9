import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { BECOME_ORDINARY_USER, firstLine, killHard, prepareForOrdinaryUser, runNode, startNode, withFileSizeLimit } from '../storage/testing/child.ts';
import { tempFolder } from '../storage/testing/temp-folder.ts';
import { CHEAP, createdVault, expectCode, PASSPHRASE, testKey, testVault } from './testing/test-vault.ts';

const modules = (...paths: string[]) => paths.map((path) => import.meta.resolve(path));
const [vaultModule, profileModule, preferencesModule] = modules('./vault.ts', '../storage/profile.ts', '../storage/preferences.ts');

/** Opens the vault in a folder given as argument, then does `what`. */
const child = (what: string) => `
  import { Vault } from '${vaultModule}';
  import { openProfile } from '${profileModule}';
  import { Preferences } from '${preferencesModule}';
  const profile = await openProfile(process.argv[1]);
  const vault = new Vault({ profile, memory: new Preferences(profile.folder), kdf: ${JSON.stringify(CHEAP)} });
  await vault.unlock('${PASSPHRASE}');
  ${what}
`;

test('a second process is refused while the first lives, and takes over when it was killed', async () => {
  const { folder, profile } = await createdVault();
  await profile.close();
  const first = startNode(child(`console.log('open'); setInterval(() => undefined, 1000);`), folder);
  expect(await firstLine(first)).toBe('open');
  await expectCode(testVault(folder), 'VAULT_IN_USE');
  await killHard(first);
  const { vault } = await testVault(folder);
  await vault.unlock(PASSPHRASE);
});

test('killed in the middle of a save, the vault opens with the old or the new content', { timeout: 90_000 }, async () => {
  const { folder, vault, profile } = await createdVault();
  await vault.update((body) => ({ ...body, keys: Array.from({ length: 300 }, () => testKey('0')) }));
  await vault.lock();
  await profile.close();
  let newest = 0;
  for (let round = 1; round <= 4; round++) {
    const saving = startNode(child(`
      for (let i = ${newest} + 1; ; i++) {
        console.log(i);
        await vault.update((body) => ({ ...body, keys: body.keys.map((key) => ({ ...key, label: String(i) })) }));
      }`), folder);
    const begun = { last: newest };
    saving.stdout?.on('data', (text: Buffer) => (begun.last = Number(text.toString().trim().split('\n').at(-1))));
    await expect.poll(() => begun.last, { interval: 1, timeout: 20_000 }).toBeGreaterThan(newest + 1);
    await sleep(round * 2);
    await killHard(saving);
    const { vault: again, profile: ours } = await testVault(folder);
    await again.unlock(PASSPHRASE);
    const labels = new Set(again.read().keys.map(({ label }) => label));
    expect(labels.size).toBe(1);
    const found = Number([...labels][0]);
    expect([begun.last - 1, begun.last]).toContain(found);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    newest = found;
    await again.lock();
    await ours.close();
  }
});

test.skipIf(process.platform === 'win32')('a full disk: coded error, old file and old state kept, no rest left behind', async () => {
  const { folder, profile, vault } = await createdVault();
  const before = readFileSync(`${folder}/vault.json`);
  await vault.lock();
  await profile.close();
  const printed = runNode(withFileSizeLimit(16 * 1024), child(`
    const before = vault.read();
    const big = { ...before, sandbox: { filler: 'x'.repeat(100_000) } };
    const error = await vault.update(() => big).catch((error) => error);
    const small = await vault.update((body) => ({ ...body, selectedConnectionId: null, settings: { autoLockMinutes: 7 } }));
    console.log(JSON.stringify([error.code, error.details.reason, small.sandbox, small.settings]));
    await vault.lock();
    await profile.close();
  `), folder);
  expect(JSON.parse(printed)).toEqual(['STORAGE_FULL', 'EFBIG', null, { autoLockMinutes: 7 }]);
  expect(readFileSync(`${folder}/vault.json.bak`).equals(before)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('disk full for a new vault: nothing is there afterwards', async () => {
  const folder = tempFolder();
  writeFileSync(`${folder}/keep`, 'kept');
  const printed = runNode(withFileSizeLimit(512), `
    import { Vault } from '${vaultModule}';
    import { openProfile } from '${profileModule}';
    const profile = await openProfile(process.argv[1]);
    const memory = { lastGeneration: 0, rememberGeneration() {}, failedTries: { count: 0, lastAt: 0 }, rememberFailedTries() {}, people: null, rememberPeople() {} };
    const vault = new Vault({ profile, memory, kdf: ${JSON.stringify(CHEAP)} });
    const error = await vault.create('${PASSPHRASE}').catch((error) => error);
    console.log(error.code, await vault.state());
    await profile.close();
  `, folder);
  expect(printed).toBe('STORAGE_FULL absent');
  expect(readdirSync(folder)).toEqual(['keep']);
});

test.skipIf(process.platform === 'win32')('a folder that becomes read-only: coded error, and the next save works', () => {
  const folder = `${tempFolder()}/profile`;
  mkdirSync(folder);
  prepareForOrdinaryUser(folder);
  const printed = runNode([], `
    import { chmodSync, readFileSync } from 'node:fs';
    import { Vault } from '${vaultModule}';
    import { openProfile } from '${profileModule}';
    ${BECOME_ORDINARY_USER}
    const profile = await openProfile(process.argv[1]);
    const memory = { lastGeneration: 0, rememberGeneration() {}, failedTries: { count: 0, lastAt: 0 }, rememberFailedTries() {}, people: null, rememberPeople() {} };
    const vault = new Vault({ profile, memory, kdf: ${JSON.stringify(CHEAP)} });
    await vault.create('${PASSPHRASE}');
    const [body, bytes] = [vault.read(), readFileSync(profile.files.vault)];
    chmodSync(profile.folder, 0o500);
    const change = (now) => ({ ...now, settings: { autoLockMinutes: 7 } });
    const error = await vault.update(change).catch((error) => error);
    const same = vault.read() === body && readFileSync(profile.files.vault).equals(bytes);
    chmodSync(profile.folder, 0o700);
    console.log(error.code, same, (await vault.update(change)).settings.autoLockMinutes);
    await profile.close();
  `, folder);
  expect(printed).toBe('STORAGE_READ_ONLY true 7');
});

test('what a process killed while it wrote the backup left behind goes with the next unlock: it would open by an old passphrase', async () => {
  const { folder, vault } = await createdVault();
  await vault.lock();
  copyFileSync(`${folder}/vault.json`, `${folder}/vault.json.bak.0123456789abcdef.tmp`);
  await vault.unlock(PASSPHRASE);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
