import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ERROR_TEXTS } from '../../shared/errors.ts';
import { createdVault, expectCode, MARKER, OTHER_PASSPHRASE, PASSPHRASE, testKey, testVault } from './testing/test-vault.ts';

describe('create', () => {
  test('makes a vault that opens again with what was in it', async () => {
    const { vault } = await createdVault();
    const saved = await vault.update((body) => ({ ...body, keys: [testKey('first')] }));
    await vault.lock();
    expect(await vault.state()).toBe('locked');
    await vault.unlock(PASSPHRASE);
    expect(vault.read()).toEqual(saved);
  });

  test('says absent, then refuses a second vault', async () => {
    const { vault } = await testVault();
    expect(await vault.state()).toBe('absent');
    await expectCode(vault.unlock(PASSPHRASE), 'VAULT_ABSENT');
    await vault.create(PASSPHRASE);
    await expectCode(vault.create(PASSPHRASE), 'VAULT_EXISTS');
  });

  test('is refused while a vault is open, even when its file is gone: what is in memory is then the only copy', async () => {
    const { vault, folder } = await createdVault();
    const saved = await vault.update((body) => ({ ...body, keys: [testKey('the only copy')] }));
    renameSync(`${folder}/vault.json`, `${folder}/elsewhere`);
    await expectCode(vault.create(OTHER_PASSPHRASE), 'VAULT_EXISTS');
    expect(vault.read()).toBe(saved);
  });

  test('refuses passphrases of the wrong length and names the field', async () => {
    const { vault, folder } = await testVault();
    expect((await expectCode(vault.create('eleven char'), 'PASSPHRASE_TOO_SHORT')).details).toEqual({ field: 'passphrase' });
    await expectCode(vault.create('x'.repeat(1025)), 'PASSPHRASE_TOO_LONG');
    expect(existsSync(`${folder}/vault.json`)).toBe(false);
  });

  test('puts the backup of an earlier vault aside instead of overwriting it', async () => {
    const { vault, folder } = await testVault();
    writeFileSync(`${folder}/vault.json.bak`, 'an earlier vault');
    await vault.create(PASSPHRASE);
    const aside = readdirSync(folder).find((name) => name.startsWith('vault.json.bak.'));
    expect(readFileSync(`${folder}/${aside}`, 'utf8')).toBe('an earlier vault');
  });

  test('every file is mode 0600 in a folder of mode 0700', async () => {
    const { vault, folder, memory } = await createdVault();
    await vault.update((body) => ({ ...body, keys: [testKey()] }));
    await vault.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE);
    memory.flush();
    const modes = readdirSync(folder).filter((name) => statSync(`${folder}/${name}`).isFile()).map((name) => [name, statSync(`${folder}/${name}`).mode & 0o777]);
    expect(Object.fromEntries(modes)).toEqual({ 'vault.json': 0o600, 'vault.json.bak': 0o600, 'preferences.json': 0o600, 'portcullis.pid': 0o600 });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});

describe('unlock', () => {
  test('a wrong passphrase gives one constant message and changes nothing', async () => {
    const { vault, folder } = await createdVault();
    await vault.lock();
    const before = readFileSync(`${folder}/vault.json`);
    for (const wrong of ['wrong but long enough', '', 'x'.repeat(5000)]) {
      const error = await expectCode(vault.unlock(wrong), 'VAULT_WRONG_PASSPHRASE');
      expect([error.message, error.details]).toEqual([ERROR_TEXTS.VAULT_WRONG_PASSPHRASE[0], {}]);
    }
    expect(readFileSync(`${folder}/vault.json`).equals(before)).toBe(true);
  });

  test('takes the same characters however the keyboard composes them', async () => {
    const { vault } = await testVault();
    await vault.create('caf\u00e9 caf\u00e9 caf\u00e9');
    await vault.lock();
    await vault.unlock('cafe\u0301 cafe\u0301 cafe\u0301');
    expect(vault.isUnlocked).toBe(true);
  });

  test('makes wrong tries wait, also after a restart', async () => {
    const { vault, clock, folder, profile } = await createdVault();
    await vault.lock();
    for (let i = 0; i < 3; i++) await expectCode(vault.unlock('wrong but long enough'), 'VAULT_WRONG_PASSPHRASE');
    expect((await expectCode(vault.unlock(PASSPHRASE), 'VAULT_WAIT')).details).toEqual({ retryAfterMs: 1000 });
    await profile.close();
    const later = await testVault(folder);
    expect(later.vault.retryAt()).toBe(clock.now + 1000);
    await expectCode(later.vault.unlock(PASSPHRASE), 'VAULT_WAIT');
    later.clock.now += 1000;
    await later.vault.unlock(PASSPHRASE);
    expect(later.vault.retryAt()).toBeUndefined();
  });

  test('tries sent at the same time are judged one after the other', async () => {
    const { vault } = await createdVault();
    await vault.lock();
    const codes = await Promise.all(Array.from({ length: 6 }, () => vault.unlock('wrong but long enough').catch((error: { code: string }) => error.code)));
    expect(codes).toEqual([...Array(3).fill('VAULT_WRONG_PASSPHRASE'), ...Array(3).fill('VAULT_WAIT')]);
  });

  test('an older file than the last one seen opens only on purpose, and is then the newest', async () => {
    const { vault, folder, memory } = await createdVault();
    const old = readFileSync(`${folder}/vault.json`);
    await vault.update((body) => ({ ...body, keys: [testKey()] }));
    await vault.lock();
    writeFileSync(`${folder}/vault.json`, old);
    await expectCode(vault.unlock(PASSPHRASE), 'VAULT_ROLLED_BACK');
    expect(vault.isUnlocked).toBe(false);
    await vault.unlock(PASSPHRASE, { acceptOlder: true });
    expect(vault.read().keys).toEqual([]);
    expect(JSON.parse(readFileSync(`${folder}/vault.json`, 'utf8')).generation).toBe(memory.lastGeneration);
    await vault.lock();
    await vault.unlock(PASSPHRASE);
  });

  test('removes temporary files that a killed process left behind, and nothing else', async () => {
    const { vault, folder } = await createdVault();
    await vault.lock();
    writeFileSync(`${folder}/vault.json.0123456789abcdef.tmp`, 'half');
    writeFileSync(`${folder}/vault.json.mine.tmp`, 'mine');
    await vault.unlock(PASSPHRASE);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual(['vault.json.mine.tmp']);
  });
});

describe('update', () => {
  test('runs changes one after the other, each on the newest body', async () => {
    const { vault } = await createdVault();
    await Promise.all(Array.from({ length: 20 }, (_, i) => vault.update((body) => ({ ...body, keys: [...body.keys, testKey(`key ${i}`)] }))));
    expect(vault.read().keys.map(({ label }) => label)).toEqual(Array.from({ length: 20 }, (_, i) => `key ${i}`));
    await vault.lock();
    await vault.unlock(PASSPHRASE);
    expect(vault.read().keys).toHaveLength(20);
  });

  test('keeps the generation before as backup, which opens by itself', async () => {
    const { vault, folder } = await createdVault();
    await vault.update((body) => ({ ...body, keys: [testKey('old')] }));
    const before = readFileSync(`${folder}/vault.json`);
    await vault.update((body) => ({ ...body, keys: [testKey('new')] }));
    expect(readFileSync(`${folder}/vault.json.bak`).equals(before)).toBe(true);
  });

  test('a change that throws, or a body that could not be read back, changes nothing', async () => {
    const { vault, folder } = await createdVault();
    const [before, body] = [readFileSync(`${folder}/vault.json`), vault.read()];
    await expect(vault.update(() => { throw new Error('no'); })).rejects.toThrow('no');
    const error = await expectCode(vault.update((now) => ({ ...now, keys: [{ ...testKey(), validTill: 'tomorrow' }] })), 'INTERNAL');
    expect(error.details).toEqual({ reason: 'VAULT_BODY', field: 'validTill' });
    await expectCode(vault.update((now) => ({ ...now, settings: { ...now.settings, autoLockMinutes: 0 } })), 'INTERNAL');
    expect(vault.read()).toBe(body);
    expect(readFileSync(`${folder}/vault.json`).equals(before)).toBe(true);
  });

  test('refuses to overwrite a file that something else changed', async () => {
    const { vault, folder } = await createdVault();
    const other = readFileSync(`${folder}/vault.json`);
    await vault.update((body) => ({ ...body, keys: [testKey()] }));
    writeFileSync(`${folder}/vault.json`, other);
    await expectCode(vault.update((body) => ({ ...body, keys: [] })), 'VAULT_CHANGED_ON_DISK');
    expect(readFileSync(`${folder}/vault.json`).equals(other)).toBe(true);
    expect(vault.read().keys).toHaveLength(1);
  });

  test('writes the file again when it is gone, or replaced by a copy of itself', async () => {
    const { vault, folder } = await createdVault();
    renameSync(`${folder}/vault.json`, `${folder}/moved`);
    await vault.update((body) => ({ ...body, keys: [testKey()] }));
    writeFileSync(`${folder}/copy`, readFileSync(`${folder}/vault.json`));
    renameSync(`${folder}/copy`, `${folder}/vault.json`);
    await vault.update((body) => ({ ...body, keys: [] }));
    expect(existsSync(`${folder}/vault.json`)).toBe(true);
  });

  test('takes part in every save through beforeSave, and saves what it adds on lock', async () => {
    let seq = 0;
    const { vault } = await createdVault({ beforeSave: (body) => ({ ...body, audit: { ...body.audit, seq } }) });
    seq = 7;
    await vault.lock();
    await vault.unlock(PASSPHRASE);
    expect(vault.read().audit.seq).toBe(7);
  });
});

describe('lock', () => {
  test('takes effect at once and refuses everything until the next unlock', async () => {
    const { vault } = await createdVault();
    const events: string[] = [];
    vault.onChange((event) => events.push(event));
    const done = vault.lock();
    expect([vault.isUnlocked, events]).toEqual([false, ['locked']]);
    await expectCode(() => vault.read(), 'VAULT_LOCKED');
    await expectCode(vault.update((body) => body), 'VAULT_LOCKED');
    await expectCode(vault.verifyPassphrase(PASSPHRASE), 'VAULT_LOCKED');
    await expectCode(vault.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE), 'VAULT_LOCKED');
    await expectCode(vault.renewRecoveryCode(PASSPHRASE), 'VAULT_LOCKED');
    await done;
  });

  test('an unlock under way when it is locked does not open it afterwards', async () => {
    const { vault } = await createdVault();
    await vault.lock();
    const unlocking = vault.unlock(PASSPHRASE);
    await vault.lock();
    await expectCode(unlocking, 'VAULT_LOCKED');
    expect(vault.isUnlocked).toBe(false);
  });

  test('a save under way when it is locked is whole', async () => {
    const { vault } = await createdVault();
    const keys = Array.from({ length: 500 }, (_, i) => testKey(`key ${i}`));
    const saving = vault.update((body) => ({ ...body, keys }));
    await Promise.resolve();
    const locking = vault.lock();
    await Promise.allSettled([saving, locking]);
    await vault.unlock(PASSPHRASE);
    expect([0, 500]).toContain(vault.read().keys.length);
    await vault.update((body) => ({ ...body, keys }));
    const second = vault.update((body) => ({ ...body, keys: keys.slice(1) }));
    await new Promise((resolve) => setTimeout(resolve, 1));
    await Promise.allSettled([vault.lock(), second]);
    await vault.unlock(PASSPHRASE);
    expect(vault.read().keys).toEqual((await second.catch(() => undefined))?.keys ?? keys);
  });

  test('a passphrase change under way when it is locked is whole, and leaves it locked', async () => {
    const { vault } = await createdVault();
    const changing = vault.changePassphrase(PASSPHRASE, OTHER_PASSPHRASE).then(() => OTHER_PASSPHRASE, () => PASSPHRASE);
    await new Promise((resolve) => setTimeout(resolve, 3));
    await vault.lock();
    expect(vault.isUnlocked).toBe(false);
    await vault.unlock(await changing);
  });
});

test('nothing of the plaintext is in any file', async () => {
  const { vault, folder, code, memory } = await createdVault();
  await vault.update((body) => ({ ...body, keys: [testKey('a label to look for')], sandbox: { secret: MARKER } }));
  await vault.update((body) => ({ ...body, selectedConnectionId: null, keys: [...body.keys, testKey()] }));
  const secrets = [PASSPHRASE, code, code.replaceAll('-', ''), MARKER, 'a label to look for', String(vault.read().audit.privateJwk['d'])];
  await vault.lock();
  memory.flush();
  const files = readdirSync(folder).filter((name) => statSync(`${folder}/${name}`).isFile());
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const name of files) {
    const bytes = readFileSync(`${folder}/${name}`);
    const forms = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('base64url'), Buffer.from(secret).toString('hex')]);
    expect(forms.filter((form) => bytes.includes(form))).toEqual([]);
  }
});
