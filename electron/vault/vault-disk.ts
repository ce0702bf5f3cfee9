import { rename, rm } from 'node:fs/promises';
import { PortcullisError } from '../../shared/errors.ts';
import { type FileStamp, readRegular, readStart, regularStamp, removeLeftovers, sameStamp, writeAtomic } from '../storage/atomic-file.ts';
import { storageError, systemCode } from '../storage/io-errors.ts';
import type { Profile } from '../storage/profile.ts';
import { assertDoors, type Doors } from './all-doors.ts';
import type { KdfCost } from './kdf.ts';
import { doorsAtStart, MAX_FILE_BYTES, type NewVaultFile, parseVaultFile, type VaultFile } from './vault-file.ts';

/** What is known of the vault file as it was read or written; by checksum and stamp a later change of somebody else is noticed. */
export type OnDisk = { readonly generation: number; readonly doors: Doors; readonly checksum: string; readonly stamp: FileStamp };

/** Holds the doors of some hundred people. */
const START_BYTES = 256 * 1024;

/** The vault's two files: `vault.json`, and `vault.json.bak` with the generation before. */
export class VaultDisk {
  readonly #profile: Profile;
  readonly #lowestCost: KdfCost;
  #seen: { readonly stamp: FileStamp; readonly doors: Doors | undefined } | undefined;

  /** Doors that cost less than this are not believed. */
  constructor(profile: Profile, lowest: KdfCost) {
    this.#profile = profile;
    this.#lowestCost = lowest;
  }

  /** Throws `STORAGE_*`. */
  exists(): boolean {
    return regularStamp(this.#profile.files.vault) !== undefined;
  }

  /** The doors as the file names them now, unchecked, without reading the rest; undefined where there is no such file. Never rejects. */
  async doors(): Promise<Doors | undefined> {
    try {
      const { vault } = this.#profile.files;
      const stamp = regularStamp(vault);
      if (!stamp) return undefined;
      if (!this.#seen || !sameStamp(stamp, this.#seen.stamp)) {
        const start = await readStart(vault, START_BYTES);
        this.#seen = { stamp, doors: start && doorsAtStart(start) };
      }
      return this.#seen.doors;
    } catch {
      return undefined;
    }
  }

  /** Throws `VAULT_ABSENT`, `VAULT_DAMAGED`, `VAULT_NEWER`, `STORAGE_*`. Changes nothing but left-over temporary files. */
  async load(): Promise<{ file: VaultFile; disk: OnDisk }> {
    this.#profile.assertOurs();
    const { vault, vaultBackup } = this.#profile.files;
    await Promise.all([removeLeftovers(vault), removeLeftovers(vaultBackup)]);
    const read = await readRegular(vault, MAX_FILE_BYTES).catch((error: unknown) => {
      if (error instanceof PortcullisError && error.details.reason === 'TOO_LARGE') throw new PortcullisError('VAULT_DAMAGED', { reason: 'TOO_LARGE' });
      throw error;
    });
    if (!read) throw new PortcullisError('VAULT_ABSENT');
    const file = parseVaultFile(read.bytes);
    assertDoors(file.doors, this.#lowestCost);
    return { file, disk: { generation: file.generation, doors: file.doors, checksum: file.checksum, stamp: read.stamp } };
  }

  /** Saves over `previous`, which becomes the backup. Throws `VAULT_CHANGED_ON_DISK`, `VAULT_IN_USE`, `STORAGE_*`; then nothing was changed. */
  async save(file: NewVaultFile, previous: OnDisk): Promise<OnDisk> {
    await this.#assertUnchanged(previous);
    return this.#write(file, file.parts, this.#profile.files.vaultBackup);
  }

  /** The first save of a new vault. The backup of an earlier vault is put aside, not overwritten. Throws `VAULT_EXISTS`, `STORAGE_*`. */
  async saveFirst(file: NewVaultFile): Promise<OnDisk> {
    this.#profile.assertOurs();
    if (this.exists()) throw new PortcullisError('VAULT_EXISTS');
    const { vaultBackup } = this.#profile.files;
    await rename(vaultBackup, `${vaultBackup}.${Date.now()}`).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw storageError(error, vaultBackup);
    });
    return this.#write(file, file.parts);
  }

  /**
   * Saves a vault whose key is new, and writes the backup anew too, so that it no longer opens by an old passphrase or code.
   * A backup that cannot be written is removed instead. Throws as `save`.
   */
  async saveRekeyed(file: NewVaultFile, previous: OnDisk): Promise<OnDisk> {
    await this.#assertUnchanged(previous);
    const parts = [...file.parts];
    const onDisk = await this.#write(file, parts);
    const { vaultBackup } = this.#profile.files;
    // A file of its own, not a link: damage to one must not be damage to both.
    await writeAtomic(vaultBackup, parts).catch(() => rm(vaultBackup, { force: true }).catch(() => undefined));
    return onDisk;
  }

  async #write(file: NewVaultFile, parts: Iterable<Buffer>, keepPreviousAs?: string): Promise<OnDisk> {
    const stamp = await writeAtomic(this.#profile.files.vault, parts, keepPreviousAs);
    return { generation: file.generation, doors: file.doors, checksum: file.checksum(), stamp };
  }

  /** A file that is gone may be written again: what is in memory is then the only copy. */
  async #assertUnchanged({ checksum, stamp }: OnDisk): Promise<void> {
    this.#profile.assertOurs();
    const { vault } = this.#profile.files;
    const now = regularStamp(vault);
    if (!now || sameStamp(now, stamp)) return;
    const same = await this.load().then(({ disk }) => disk.checksum === checksum, () => false);
    if (!same) throw new PortcullisError('VAULT_CHANGED_ON_DISK', { file: vault });
  }
}
