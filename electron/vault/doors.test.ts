import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import { assertDoors } from './all-doors.ts';
import { makePassphraseDoor, makeRecoveryDoor, newRecoveryTarget, openPassphraseDoor, openRecoveryDoor } from './doors.ts';
import { MIN_COST } from './kdf.ts';
import { newRecoveryCode } from './recovery-code.ts';
import { CHEAP, createdVault, expectCode, OTHER_PASSPHRASE, PASSPHRASE, testKey, testVault } from './testing/test-vault.ts';

const fileOf = (folder: string) => JSON.parse(readFileSync(`${folder}/vault.json`, 'utf8')) as { doors: [string, string]; body: string };

describe('changing the passphrase', () => {
  test('opens by the new one only, keeps the body and the recovery code', async () => {
    const { vault, code } = await createdVault();
    await vault.update((body) => ({ ...body, keys: [testKey('kept')] }));
    await vault.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE);
    await vault.lock();
    await expectCode(vault.unlock(PASSPHRASE), 'VAULT_WRONG_PASSPHRASE');
    await vault.unlock(OTHER_PASSPHRASE);
    expect(vault.read().keys[0]?.label).toBe('kept');
    await vault.lock();
    await vault.recover(code, 'a third passphrase');
  });

  test('asks for the old one, slows down guessing, and checks the new one first', async () => {
    const { vault } = await createdVault();
    await expectCode(vault.changePassphrase(PASSPHRASE, 'short'), 'PASSPHRASE_TOO_SHORT');
    for (let i = 0; i < 3; i++) await expectCode(vault.changePassphrase('wrong but long enough', OTHER_PASSPHRASE), 'VAULT_WRONG_PASSPHRASE');
    await expectCode(vault.verifyPassphrase(PASSPHRASE), 'VAULT_WAIT');
  });

  test('the backup no longer opens by the old one, and an old door opens no new body', async () => {
    const { vault, folder, profile } = await createdVault();
    await vault.update((body) => ({ ...body, keys: [testKey()] }));
    const oldDoors = fileOf(folder).doors;
    await vault.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE);
    const oldKey = await openPassphraseDoor(oldDoors[0], PASSPHRASE);
    const { body } = fileOf(folder);
    await expect(compactDecrypt(body, oldKey ?? new Uint8Array())).rejects.toThrow('decryption operation failed');
    await vault.lock();
    await profile.close();
    copyFileSync(`${folder}/vault.json.bak`, `${folder}/vault.json`);
    const restored = await testVault(folder);
    await expectCode(restored.vault.unlock(PASSPHRASE), 'VAULT_WRONG_PASSPHRASE');
    await restored.vault.unlock(OTHER_PASSPHRASE);
  });

  test('what an old body holds does not open the new recovery door', async () => {
    const { vault, folder } = await createdVault();
    const { doors, body } = fileOf(folder);
    const { plaintext } = await compactDecrypt(body, (await openPassphraseDoor(doors[0], PASSPHRASE)) ?? new Uint8Array());
    await vault.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE);
    const kept = JSON.parse(Buffer.from(plaintext).toString()).doors.recovery;
    expect(Object.keys(kept).sort()).toEqual(['kdf', 'publicJwk']);
    expect(Object.keys(kept.publicJwk).sort()).toEqual(['crv', 'kty', 'x', 'y']);
  });
});

describe('the recovery code', () => {
  test('opens once: it is spent, a new one and a new passphrase take its place', async () => {
    const { vault, code } = await createdVault();
    await vault.lock();
    const next = await vault.recover(code.toLowerCase().replaceAll('-', ' '), OTHER_PASSPHRASE);
    expect(vault.isUnlocked).toBe(true);
    await vault.lock();
    await expectCode(vault.recover(code, 'a third passphrase'), 'VAULT_WRONG_RECOVERY_CODE');
    await expectCode(vault.unlock(PASSPHRASE), 'VAULT_WRONG_PASSPHRASE');
    await vault.recover(next, 'a third passphrase');
  });

  test('frees from the delay of wrong passphrases, and is not delayed by it', async () => {
    const { vault, code } = await createdVault();
    await vault.lock();
    for (let i = 0; i < 3; i++) await expectCode(vault.unlock('wrong but long enough'), 'VAULT_WRONG_PASSPHRASE');
    await vault.recover(code, OTHER_PASSPHRASE);
    expect(vault.retryAt()).toBeUndefined();
  });

  test('wrong or malformed: refused, nothing changed', async () => {
    const { vault, folder } = await createdVault();
    await vault.lock();
    const before = readFileSync(`${folder}/vault.json`);
    await expectCode(vault.recover(newRecoveryCode(), OTHER_PASSPHRASE), 'VAULT_WRONG_RECOVERY_CODE');
    expect((await expectCode(vault.recover('no code', OTHER_PASSPHRASE), 'VAULT_WRONG_RECOVERY_CODE')).details).toEqual({ field: 'recoveryCode' });
    expect(readFileSync(`${folder}/vault.json`).equals(before)).toBe(true);
  });

  test('of an older file: only on purpose', async () => {
    const { vault, folder, code } = await createdVault();
    const old = readFileSync(`${folder}/vault.json`);
    await vault.update((body) => ({ ...body, keys: [testKey()] }));
    await vault.lock();
    writeFileSync(`${folder}/vault.json`, old);
    await expectCode(vault.recover(code, OTHER_PASSPHRASE), 'VAULT_ROLLED_BACK');
    await vault.recover(code, OTHER_PASSPHRASE, { acceptOlder: true });
  });

  test('renewed: the old one is spent, the passphrase stays', async () => {
    const { vault, code } = await createdVault();
    const next = await vault.renewRecoveryCode(PASSPHRASE);
    await vault.lock();
    await expectCode(vault.recover(code, OTHER_PASSPHRASE), 'VAULT_WRONG_RECOVERY_CODE');
    await vault.unlock(PASSPHRASE);
    await vault.lock();
    await vault.recover(next, OTHER_PASSPHRASE);
  });
});

describe('doors', () => {
  const key = Buffer.alloc(32, 7);

  test('both open to the same key', async () => {
    const code = newRecoveryCode();
    const [byPassphrase, byCode] = [await makePassphraseDoor(key, PASSPHRASE, CHEAP), await makeRecoveryDoor(key, newRecoveryTarget(code))];
    expect(await openPassphraseDoor(byPassphrase, PASSPHRASE)).toEqual(key);
    expect(await openRecoveryDoor(byCode, code)).toEqual(key);
    expect(await openPassphraseDoor(byPassphrase, OTHER_PASSPHRASE)).toBeUndefined();
    expect(decodeProtectedHeader(byPassphrase)).toMatchObject({ alg: 'A256GCMKW', enc: 'A256GCM', typ: 'portcullis-door+jwe', kdf: { name: 'argon2id', v: 19, ...CHEAP } });
  });

  test('a file may ask for neither too little nor too much of the machine', async () => {
    const recovery = await makeRecoveryDoor(key, newRecoveryTarget(newRecoveryCode()));
    const door = await makePassphraseDoor(key, PASSPHRASE, CHEAP);
    const asking = (cost: object) => {
      const header = decodeProtectedHeader(door) as { kdf: object };
      return [Buffer.from(JSON.stringify({ ...header, kdf: { ...header.kdf, ...cost } })).toString('base64url'), ...door.split('.').slice(1)].join('.');
    };
    assertDoors([asking(MIN_COST), recovery], MIN_COST);
    for (const cost of [CHEAP, { ...MIN_COST, m: 1024 ** 3 }, { ...MIN_COST, t: 1000 }, { ...MIN_COST, p: 255 }, { ...MIN_COST, m: -1 }, { ...MIN_COST, t: 2 }]) {
      await expectCode(() => assertDoors([asking(cost), recovery], MIN_COST), 'VAULT_DAMAGED');
    }
  });
});
