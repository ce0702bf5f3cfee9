import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import type { VaultBody } from './body.ts';
import { type Doors, OWNER_ID } from './all-doors.ts';
import { openPersonDoor } from './person-door.ts';
import { createdVault, expectCode, OTHER_PASSPHRASE, PASSPHRASE, type TestVault, testKey, testVault } from './testing/test-vault.ts';
import { newVaultFile } from './vault-file.ts';

const ANN = { id: 'a0000000-0000-4000-8000-00000000000a', name: 'Ann Åström' };
const BOB = { id: 'b0000000-0000-4000-8000-00000000000b', name: 'Bob' };
const OWNER = { id: OWNER_ID, name: 'Owner' };
const ANNS = 'glacier mustard piano';
const BOBS = 'turnip lantern orbit';

type File = { version: number; generation: number; doors: string[]; body: string; checksum: string };
const fileOf = (folder: string) => JSON.parse(readFileSync(`${folder}/vault.json`, 'utf8')) as File;
const withPeople = (...people: VaultBody['people']) => (body: VaultBody): VaultBody => ({ ...body, people });

/** Owner, Ann and Bob; unlocked by the owner. */
async function threePeople() {
  const made = await createdVault();
  await made.vault.addPerson(PASSPHRASE, ANN, ANNS, withPeople(OWNER, ANN));
  await made.vault.addPerson(PASSPHRASE, BOB, BOBS, withPeople(OWNER, ANN, BOB));
  return made;
}

async function opensBy({ vault }: Pick<TestVault, 'vault'>, personId: string, passphrase: string): Promise<void> {
  await vault.lock();
  await vault.unlock(passphrase, { personId });
  expect(vault.openedBy).toBe(personId);
}

describe('doors of several people', () => {
  test('each opens by its own passphrase, by nobody else’s, and tells who it was', async () => {
    const made = await threePeople();
    const { vault, clock } = made;
    await vault.update((body) => ({ ...body, keys: [testKey('shared')] }));
    for (const [id, own] of [[OWNER_ID, PASSPHRASE], [ANN.id, ANNS], [BOB.id, BOBS]] as const) {
      await opensBy(made, id, own);
      expect(vault.read().keys[0]?.label).toBe('shared');
      await vault.lock();
      for (const other of [PASSPHRASE, ANNS, BOBS].filter((one) => one !== own)) {
        clock.now += 60_000;
        await expectCode(vault.unlock(other, { personId: id }), 'VAULT_WRONG_PASSPHRASE');
      }
      clock.now += 60_000;
    }
    await expectCode(vault.unlock(ANNS, { personId: crypto.randomUUID() }), 'PERSON_NOT_FOUND');
  });

  test('who is at the vault proves it by their own passphrase; another one in place by theirs', async () => {
    const made = await threePeople();
    await opensBy(made, ANN.id, ANNS);
    await made.vault.verifyPassphrase(ANNS);
    await expectCode(made.vault.verifyPassphrase(PASSPHRASE), 'VAULT_WRONG_PASSPHRASE');
    await made.vault.verifyPassphrase(BOBS, BOB.id);
    await expectCode(made.vault.verifyPassphrase(ANNS, BOB.id), 'VAULT_WRONG_PASSPHRASE');
    await expectCode(made.vault.unlock(BOBS, { personId: BOB.id }), 'PERSON_OTHER');
  });

  test('two people of one passphrase are two doors', async () => {
    const made = await createdVault();
    await made.vault.addPerson(PASSPHRASE, ANN, PASSPHRASE, withPeople(OWNER, ANN));
    await opensBy(made, ANN.id, PASSPHRASE);
    const { doors } = fileOf(made.folder);
    const [owner, ann] = [doors[0], doors[2]].map((door) => decodeProtectedHeader(door ?? '') as { kdf: { salt: string } });
    expect(owner?.kdf.salt).not.toBe(ann?.kdf.salt);
  });

  test('names stand on the doors, for the lock screen; the owner’s and who was last are remembered', async () => {
    const { vault, folder, profile } = await threePeople();
    await vault.renamePerson({ id: OWNER_ID, name: 'Olga' }, withPeople({ id: OWNER_ID, name: 'Olga' }, ANN, BOB));
    await vault.renamePerson({ id: BOB.id, name: 'Robert' }, withPeople({ id: OWNER_ID, name: 'Olga' }, ANN, { ...BOB, name: 'Robert' }));
    await opensBy({ vault }, BOB.id, BOBS);
    await vault.lock();
    const people = [{ id: OWNER_ID, name: 'Olga' }, ANN, { id: BOB.id, name: 'Robert' }];
    expect(await vault.people()).toEqual({ people, lastPersonId: BOB.id });
    await profile.close();
    writeFileSync(`${folder}/preferences.json`, '{}');
    const elsewhere = await testVault(folder);
    expect(await elsewhere.vault.people()).toEqual({ people: [OWNER, ...people.slice(1)] });
  });
});

describe('the file', () => {
  test('is of version 2 only while there are members', async () => {
    const { vault, folder } = await createdVault();
    expect(fileOf(folder)).toMatchObject({ version: 1, doors: { length: 2 } });
    await vault.addPerson(PASSPHRASE, ANN, ANNS, withPeople(OWNER, ANN));
    expect(fileOf(folder)).toMatchObject({ version: 2, doors: { length: 3 } });
    await vault.removePerson(PASSPHRASE, ANN.id, withPeople());
    const { version, doors, body } = fileOf(folder);
    expect([version, doors.length, decodeProtectedHeader(doors[0] ?? '').alg, decodeProtectedHeader(body).version]).toEqual([1, 2, 'A256GCMKW', 1]);
    await opensBy({ vault }, OWNER_ID, PASSPHRASE);
    expect(await vault.people()).toEqual({});
  });

  test('with a door damaged, taken away, swapped or put in twice is damage and no wrong passphrase, also under a right checksum', async () => {
    const { vault, folder } = await threePeople();
    await vault.lock();
    const { generation, body, doors: [owner = '', recovery = '', ann = '', bob = ''] } = fileOf(folder);
    for (const doors of [[owner, recovery, ann, ann], [owner, recovery, ann, 'x'], [owner, recovery, ann, recovery], [ann, recovery, ann, bob], [owner, recovery, bob, ann], [owner, recovery, bob], [owner, recovery]]) {
      const file = newVaultFile(generation, doors as unknown as Doors, [Buffer.from(body)]);
      writeFileSync(`${folder}/vault.json`, Buffer.concat([...file.parts]));
      await expectCode(vault.unlock(PASSPHRASE), 'VAULT_DAMAGED');
    }
    expect(await vault.people()).toEqual({});
  });

  test('of version 2 with any bit of a door flipped is refused before a passphrase is judged', async () => {
    const { vault, folder } = await threePeople();
    await vault.lock();
    const text = readFileSync(`${folder}/vault.json`, 'latin1');
    const start = text.indexOf('"doors"');
    for (let at = start; at < text.indexOf('"body"'); at += 37) {
      writeFileSync(`${folder}/vault.json`, `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ 1)}${text.slice(at + 1)}`);
      await expectCode(vault.unlock(ANNS, { personId: ANN.id }), 'VAULT_DAMAGED');
    }
  });
});

describe('a new vault key', () => {
  test('by a changed passphrase, a new code or recovery: every other door stays, remade without its passphrase', async () => {
    const made = await threePeople();
    const { vault } = made;
    await opensBy(made, ANN.id, ANNS);
    await vault.changePassphrase(ANNS, OTHER_PASSPHRASE);
    const code = await vault.renewRecoveryCode(OTHER_PASSPHRASE);
    for (const [id, passphrase] of [[OWNER_ID, PASSPHRASE], [BOB.id, BOBS], [ANN.id, OTHER_PASSPHRASE]] as const) await opensBy(made, id, passphrase);
    await expectCode(vault.recover(code, 'the owner has a new one'), 'PERSON_OTHER');
    expect(vault.openedBy).toBe(ANN.id);
    await vault.lock();
    await expectCode(vault.unlock(ANNS, { personId: ANN.id }), 'VAULT_WRONG_PASSPHRASE');
    await vault.recover(code, 'the owner has a new one');
    expect(vault.openedBy).toBe(OWNER_ID);
    for (const [id, passphrase] of [[BOB.id, BOBS], [ANN.id, OTHER_PASSPHRASE], [OWNER_ID, 'the owner has a new one']] as const) await opensBy(made, id, passphrase);
  });

  test('a door that was removed opens nothing written from then on: neither the file, its backup, nor by an old copy', async () => {
    const made = await threePeople();
    const { vault, folder, profile } = made;
    const old = fileOf(folder);
    await opensBy(made, ANN.id, ANNS);
    await vault.removePerson(ANNS, BOB.id, withPeople(OWNER, ANN));
    await vault.update((body) => ({ ...body, keys: [testKey('newer')] }));
    const oldKey = await openPersonDoor(old.doors[3] ?? '', BOBS);
    expect(oldKey).toHaveLength(32);
    for (const name of ['vault.json', 'vault.json.bak']) {
      const { body, doors } = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as File;
      await expect(compactDecrypt(body, oldKey ?? new Uint8Array())).rejects.toThrow('decryption operation failed');
      expect(doors).toHaveLength(3);
    }
    await opensBy(made, OWNER_ID, PASSPHRASE);
    await vault.lock();
    await profile.close();
    copyFileSync(`${folder}/vault.json.bak`, `${folder}/vault.json`);
    const restored = await testVault(folder);
    await expectCode(restored.vault.unlock(BOBS, { personId: BOB.id, acceptOlder: true }), 'PERSON_NOT_FOUND');
  });

  test('nobody removes the owner, themselves or a stranger, and nothing changes', async () => {
    const made = await threePeople();
    await opensBy(made, ANN.id, ANNS);
    const before = readFileSync(`${made.folder}/vault.json`);
    for (const [id, code] of [[OWNER_ID, 'PERSON_FIXED'], [ANN.id, 'PERSON_FIXED'], [crypto.randomUUID(), 'PERSON_NOT_FOUND']] as const) await expectCode(made.vault.removePerson(ANNS, id, (body) => body), code);
    expect(readFileSync(`${made.folder}/vault.json`).equals(before)).toBe(true);
  });
});

describe('what cannot be saved, or is locked away from', () => {
  test('a change that is refused leaves doors and body as they were, and the vault open', async () => {
    const { vault, folder } = await createdVault();
    const [before, body] = [readFileSync(`${folder}/vault.json`), vault.read()];
    await expect(vault.addPerson(PASSPHRASE, ANN, ANNS, () => { throw new Error('no'); })).rejects.toThrow('no');
    await expectCode(vault.addPerson(PASSPHRASE, ANN, 'short', (now) => now), 'PASSPHRASE_TOO_SHORT');
    expect(readFileSync(`${folder}/vault.json`).equals(before)).toBe(true);
    expect(vault.read()).toBe(body);
    await vault.update((now) => ({ ...now, keys: [testKey('still open')] }));
  });

  test('a lock while a door is made saves nothing under a zeroed key', async () => {
    const made = await createdVault();
    const { vault } = made;
    const adding = vault.addPerson(PASSPHRASE, ANN, ANNS, withPeople(OWNER, ANN)).catch((error: { code: string }) => error.code);
    await Promise.resolve();
    await vault.lock();
    expect(await adding).toBe('VAULT_LOCKED');
    await opensBy(made, OWNER_ID, PASSPHRASE);
    const renaming = vault.addPerson(PASSPHRASE, ANN, ANNS, (body) => {
      void vault.lock();
      return withPeople(OWNER, ANN)(body);
    });
    await renaming;
    expect(vault.isUnlocked).toBe(false);
    await opensBy(made, ANN.id, ANNS);
    expect(vault.read().people).toEqual([OWNER, ANN]);
  });

  test('a crash between the two saves of a removal: the backup still is the file of before, the new file has the new doors', async () => {
    const made = await threePeople();
    const { vault, folder, profile } = made;
    copyFileSync(`${folder}/vault.json`, `${folder}/before`);
    await vault.removePerson(PASSPHRASE, BOB.id, withPeople(OWNER, ANN));
    await vault.lock();
    await profile.close();
    // As if the process had died before it wrote the backup anew, and left half of it.
    copyFileSync(`${folder}/before`, `${folder}/vault.json.bak`);
    copyFileSync(`${folder}/before`, `${folder}/vault.json.bak.0123456789abcdef.tmp`);
    const again = await testVault(folder);
    await expectCode(again.vault.unlock(BOBS, { personId: BOB.id }), 'PERSON_NOT_FOUND');
    await again.vault.unlock(ANNS, { personId: ANN.id });
    await again.vault.update((body) => ({ ...body, keys: [testKey()] }));
    expect((JSON.parse(readFileSync(`${folder}/vault.json.bak`, 'utf8')) as File).doors).toHaveLength(3);
    expect(() => readFileSync(`${folder}/vault.json.bak.0123456789abcdef.tmp`)).toThrow('ENOENT');
  });
});
