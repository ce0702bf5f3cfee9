import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runNode, withFileSizeLimit } from '../storage/testing/child.ts';
import { OWNER_ID } from './all-doors.ts';
import type { VaultBody } from './body.ts';
import { CHEAP, createdVault, PASSPHRASE, testKey, testVault } from './testing/test-vault.ts';

const [vaultModule, profileModule, preferencesModule] = ['./vault.ts', '../storage/profile.ts', '../storage/preferences.ts'].map((path) => import.meta.resolve(path));
const NAMES = ['Ann', 'Bob', 'Cyd', 'Dee'];

async function fivePeople() {
  const made = await createdVault();
  const people: VaultBody['people'] = [{ id: OWNER_ID, name: 'Owner' }];
  for (const name of NAMES) {
    const person = { id: crypto.randomUUID(), name };
    people.push(person);
    await made.vault.addPerson(PASSPHRASE, person, `${name}: own passphrase`, (body) => ({ ...body, people: [...people] }));
  }
  // More than the limit, which the preferences stay under.
  await made.vault.update((body) => ({ ...body, keys: Array.from({ length: 100 }, () => testKey('kept')) }));
  await made.vault.lock();
  await made.profile.close();
  return { ...made, people };
}

test.skipIf(process.platform === 'win32')('a disk full at any change of the doors: all five open what was there, and its backup; the code does too', { timeout: 60_000 }, async () => {
  const { folder, people, code } = await fivePeople();
  const [ann] = people.slice(1);
  const before = ['vault.json', 'vault.json.bak'].map((name) => readFileSync(`${folder}/${name}`));
  const printed = runNode(withFileSizeLimit(16 * 1024), `
    import { Vault } from '${vaultModule}';
    import { openProfile } from '${profileModule}';
    import { Preferences } from '${preferencesModule}';
    const profile = await openProfile(process.argv[1]);
    const vault = new Vault({ profile, memory: new Preferences(profile.folder), kdf: ${JSON.stringify(CHEAP)} });
    const recovered = await vault.recover('${code}', 'a new one of the owner').catch((error) => error.code);
    await vault.unlock('${PASSPHRASE}');
    const [ann, body, same] = [${JSON.stringify(ann)}, vault.read(), (now) => now];
    const codes = [recovered];
    for (const change of [
      () => vault.addPerson('${PASSPHRASE}', { id: crypto.randomUUID(), name: 'Eve' }, 'passphrase of Eve', same),
      () => vault.renamePerson({ ...ann, name: 'Anne' }, same),
      () => vault.removePerson('${PASSPHRASE}', ann.id, same),
      () => vault.changePassphrase('${PASSPHRASE}', 'a new one of the owner'),
      () => vault.renewRecoveryCode('${PASSPHRASE}'),
    ]) codes.push(await change().then(() => 'saved', (error) => error.code));
    await vault.verifyPassphrase('${PASSPHRASE}');
    console.log(JSON.stringify([codes, vault.read() === body]));
    await vault.lock();
    await profile.close();
  `, folder);
  expect(JSON.parse(printed)).toEqual([Array.from({ length: 6 }, () => 'STORAGE_FULL'), true]);
  expect(['vault.json', 'vault.json.bak'].map((name, i) => readFileSync(`${folder}/${name}`).equals(before[i]!))).toEqual([true, true]);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  for (const file of ['vault.json', 'vault.json.bak']) {
    copyFileSync(`${folder}/${file}`, `${folder}/vault.json`);
    const { vault, profile } = await testVault(folder);
    for (const { id, name } of people) {
      await vault.unlock(id === OWNER_ID ? PASSPHRASE : `${name}: own passphrase`, { personId: id, acceptOlder: true });
      await vault.lock();
    }
    if (file.endsWith('.bak')) await vault.recover(code, 'a new one of the owner', { acceptOlder: true });
    await vault.lock();
    await profile.close();
  }
});
