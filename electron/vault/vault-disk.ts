import { rename, rm } from 'node:fs/promises';
import { PortcullisError } from '../../shared/errors.ts';
import { type FileStamp, readRegular, regularStamp, removeLeftovers, sameStamp, writeAtomic } from '../storage/atomic-file.ts';
import { storageError, systemCode } from '../storage/io-errors.ts';
import type { Profile } from '../storage/profile.ts';
import { MAX_FILE_BYTES, parseVaultFile, serialiseVaultFile, type VaultFile } from './vault-file.ts';

/** A vault file as it was read or written, by which a later change of somebody else is noticed. */
export type OnDisk = { readonly file: VaultFile; readonly stamp: FileStamp };

/** The vault's two files: `vault.json`, and `vault.json.bak` with the generation before. */
export class VaultDisk {
  readonly #profile: Profile;

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  async exists(): Promise<boolean> {
    return (await regularStamp(this.#profile.files.vault)) !== undefined;
  }

  /** Throws `VAULT_ABSENT`, `VAULT_DAMAGED`, `VAULT_NEWER`, `STORAGE_*`. Changes nothing but left-over temporary files. */
  async load(): Promise<OnDisk> {
    this.#profile.assertOurs();
    await removeLeftovers(this.#profile.files.vault);
    const read = await readRegular(this.#profile.files.vault, MAX_FILE_BYTES).catch((error: unknown) => {
      if (error instanceof PortcullisError && error.details.reason === 'TOO_LARGE') throw new PortcullisError('VAULT_DAMAGED', { reason: 'TOO_LARGE' });
      throw error;
    });
    if (!read) throw new PortcullisError('VAULT_ABSENT');
    return { file: parseVaultFile(read.bytes), stamp: read.stamp };
  }

  /** Saves over `previous`, which becomes the backup. Throws `VAULT_CHANGED_ON_DISK`, `VAULT_IN_USE`, `STORAGE_*`; then nothing was changed. */
  async save(file: VaultFile, previous: OnDisk): Promise<OnDisk> {
    await this.#assertUnchanged(previous);
    return { file, stamp: await this.#write(file, { keepPreviousAs: this.#profile.files.vaultBackup }) };
  }

  /** The first save of a new vault. The backup of an earlier vault is put aside, not overwritten. Throws `VAULT_EXISTS`, `STORAGE_*`. */
  async saveFirst(file: VaultFile): Promise<OnDisk> {
    this.#profile.assertOurs();
    if (await this.exists()) throw new PortcullisError('VAULT_EXISTS');
    const { vaultBackup } = this.#profile.files;
    await rename(vaultBackup, `${vaultBackup}.${Date.now()}`).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw storageError(error, vaultBackup);
    });
    return { file, stamp: await this.#write(file) };
  }

  /**
   * Saves a vault whose key is new, and writes the backup anew too, so that it no longer opens by an old passphrase or code.
   * A backup that cannot be written is removed instead. Throws as `save`.
   */
  async saveRekeyed(file: VaultFile, previous: OnDisk): Promise<OnDisk> {
    await this.#assertUnchanged(previous);
    const stamp = await this.#write(file);
    const { vaultBackup } = this.#profile.files;
    // A file of its own, not a link: damage to one must not be damage to both.
    await writeAtomic(vaultBackup, serialiseVaultFile(file)).catch(() => rm(vaultBackup, { force: true }).catch(() => undefined));
    return { file, stamp };
  }

  #write(file: VaultFile, options = {}): Promise<FileStamp> {
    return writeAtomic(this.#profile.files.vault, serialiseVaultFile(file), options);
  }

  /** A file that is gone may be written again: what is in memory is then the only copy. */
  async #assertUnchanged({ file, stamp }: OnDisk): Promise<void> {
    this.#profile.assertOurs();
    const { vault } = this.#profile.files;
    const now = await regularStamp(vault);
    if (!now || sameStamp(now, stamp)) return;
    const read = await readRegular(vault, MAX_FILE_BYTES);
    const [ours, theirs] = [Buffer.concat(serialiseVaultFile(file)), read?.bytes];
    if (theirs && !ours.equals(theirs)) throw new PortcullisError('VAULT_CHANGED_ON_DISK', { file: vault });
  }
}
