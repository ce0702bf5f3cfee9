import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Preferences } from '../../electron/storage/preferences.ts';
import { openProfile } from '../../electron/storage/profile.ts';
import { argon2id, argon2idParams } from '../../electron/vault/kdf.ts';
import { passphraseBytes } from '../../electron/vault/passphrase.ts';
import { Vault } from '../../electron/vault/vault.ts';
import { decodeProtectedHeader } from 'jose';
import { readFile } from 'node:fs/promises';
import { manyKeys } from './many-keys.ts';
import { timed, type Row } from './measure.ts';
import { saveByHand } from './save-by-hand.ts';

const PASSPHRASE = 'a passphrase of the bench';

async function openVault(kdf?: { m: number; t: number; p: number }) {
  const profile = await openProfile(await mkdtemp(join(tmpdir(), 'bench-vault-')));
  const vault = new Vault({ profile, memory: new Preferences(profile.folder), ...(kdf ? { kdf } : {}) });
  await vault.create(PASSPHRASE);
  const close = async () => {
    await vault.lock();
    await profile.close();
    await rm(profile.folder, { recursive: true });
  };
  return { vault, profile, close };
}

/** Unlocking, against nothing but the derivation of the passphrase with the vault's own parameters. */
export async function unlockRow(): Promise<Row> {
  const { vault, profile, close } = await openVault();
  const { doors } = JSON.parse(await readFile(profile.files.vault, 'utf8')) as { doors: string[] };
  const params = argon2idParams.parse(decodeProtectedHeader(doors[0]!).kdf);
  return {
    name: 'Unlock', against: `bare Argon2id (${params.m / 1024} MiB, t=${params.t}, p=${params.p})`, goal: 1.1, pairs: 9, close,
    ours: async () => {
      await vault.lock();
      return timed(() => vault.unlock(PASSPHRASE));
    },
    raw: () => timed(() => argon2id(passphraseBytes(PASSPHRASE), params)),
  };
}

/** Saving one change, against encrypting the same bytes with node:crypto and writing them by hand with the same care for power cuts. */
export async function saveRow(entries: number): Promise<Row> {
  const { vault, profile, close } = await openVault({ m: 8192, t: 1, p: 1 });
  const keys = await manyKeys(entries);
  await vault.update((body) => ({ ...body, keys }));
  const bytes = Buffer.from(JSON.stringify(vault.read()));
  return {
    name: `Save a vault of ${entries.toLocaleString('en')} keys`, against: `AES-256-GCM, write, fsync, rename of the same ${(bytes.length / 1024).toFixed(0)} KiB by hand`, goal: 1.3, pairs: entries > 100 ? 15 : 41, close,
    ours: () => timed(() => vault.update((body) => ({ ...body, keys: body.keys.with(0, { ...body.keys[0]!, uses: body.keys[0]!.uses + 1 }) }))),
    raw: () => timed(() => saveByHand(bytes, profile.folder)),
  };
}
