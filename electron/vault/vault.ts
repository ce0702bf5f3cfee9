import { randomBytes, timingSafeEqual } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Profile } from '../storage/profile.ts';
import type { VaultBody } from './body.ts';
import { BodyJson } from './body-json.ts';
import { changedParts, type VaultPart } from './changed-parts.ts';
import {
  assertDoors, type Doors, makePassphraseDoor, makeRecoveryDoor, newRecoveryTarget, openPassphraseDoor, openRecoveryDoor, type RecoveryTarget,
} from './doors.ts';
import { type KdfCost, MIN_COST, tuneCost } from './kdf.ts';
import { newVaultBody } from './new-body.ts';
import { assertNewPassphrase } from './passphrase.ts';
import { newRecoveryCode } from './recovery-code.ts';
import { openBody, sealBody } from './sealed-body.ts';
import { SerialQueue } from './serial-queue.ts';
import { type FailedTriesMemory, Throttle } from './throttle.ts';
import { type OnDisk, VaultDisk } from './vault-disk.ts';
import { type NewVaultFile, newVaultFile, type VaultFile } from './vault-file.ts';

/** What is remembered outside the vault, in the clear. */
export type VaultMemory = FailedTriesMemory & { readonly lastGeneration: number; rememberGeneration(generation: number): void };

export type VaultOptions = {
  profile: Profile;
  memory: VaultMemory;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Fixed cost of new passphrase doors instead of the tuned one, and the floor for doors that are read. For tests. */
  kdf?: KdfCost;
  /** Applied to every body just before it is saved, and on lock; the audit log notes its head here. Must not throw, mutates nothing. */
  beforeSave?: (body: VaultBody) => VaultBody;
};

export type VaultEvent = 'unlocked' | 'locked' | 'updated';
/** `parts`: of the body, those that an update changed; none for the other events. */
export type VaultListener = (event: VaultEvent, parts: readonly VaultPart[]) => void;
type OpenOptions = {
  /** Open a file older than the one last seen: the person restored it on purpose. It becomes the newest. */
  acceptOlder?: boolean | undefined;
};
type OpenVault = { readonly key: Buffer; readonly body: VaultBody; readonly recovery: RecoveryTarget; readonly disk: OnDisk };
type Seal = (generation: number) => NewVaultFile;
type Loaded = { file: VaultFile; disk: OnDisk };
type Rekey = { key: Buffer; doors: Doors; recovery: RecoveryTarget };

/**
 * The encrypted vault of one profile; its format is docs/vault-format.md.
 * Operations run one after the other, except `lock`, which takes effect at once.
 * All may throw `STORAGE_*`, `VAULT_IN_USE` and `VAULT_CHANGED_ON_DISK`; a failed operation changes nothing, neither on disk nor in memory.
 */
export class Vault {
  readonly #disk: VaultDisk;
  readonly #memory: VaultMemory;
  readonly #throttle: Throttle;
  readonly #fixedCost: KdfCost | undefined;
  readonly #floor: KdfCost;
  readonly #beforeSave: (body: VaultBody) => VaultBody;
  readonly #queue = new SerialQueue();
  readonly #json = new BodyJson();
  readonly #listeners = new Set<VaultListener>();
  #open: OpenVault | undefined;
  /** Counts locks. An operation that was asked for before the last lock must not leave the vault open after it. */
  #locks = 0;
  #locksWhenAsked = 0;

  constructor({ profile, memory, now = Date.now, kdf, beforeSave = (body) => body }: VaultOptions) {
    this.#disk = new VaultDisk(profile);
    this.#memory = memory;
    this.#throttle = new Throttle(memory, now);
    this.#fixedCost = kdf;
    this.#floor = kdf ? { m: Math.min(kdf.m, MIN_COST.m), t: Math.min(kdf.t, MIN_COST.t), p: Math.min(kdf.p, MIN_COST.p) } : MIN_COST;
    this.#beforeSave = beforeSave;
  }

  /** Is the body at hand right now? */
  get isUnlocked(): boolean {
    return this.#open !== undefined;
  }

  /** Throws `STORAGE_*`, also for a symbolic link in place of the file. */
  async state(): Promise<'absent' | 'locked' | 'unlocked'> {
    if (this.#open) return 'unlocked';
    return this.#disk.exists() ? 'locked' : 'absent';
  }

  /** When the next passphrase may be tried, in milliseconds since the epoch; undefined when it is now. */
  retryAt(): number | undefined {
    return this.#throttle.retryAt();
  }

  /** Calls back after every change; a listener must not throw. Returns an unsubscribe. */
  onChange(listener: VaultListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Makes the vault and leaves it unlocked. Answers the recovery code, which is kept nowhere. Throws `PASSPHRASE_*`, `VAULT_EXISTS`. */
  create(passphrase: string, body: VaultBody = newVaultBody()): Promise<string> {
    return this.#exclusive(async () => {
      assertNewPassphrase(passphrase, 'passphrase');
      // An open vault whose file is gone is the only copy there is.
      if (this.#open || this.#disk.exists()) throw new PortcullisError('VAULT_EXISTS');
      const code = newRecoveryCode();
      const generation = this.#memory.lastGeneration + 1;
      await this.#saveUnderNewKey(body, passphrase, newRecoveryTarget(code), 'unlocked', (seal) => this.#disk.saveFirst(seal(generation)));
      return code;
    });
  }

  /** Answers false when it was open already. Throws `VAULT_WAIT`, `VAULT_WRONG_PASSPHRASE`, `VAULT_ABSENT`, `VAULT_DAMAGED`, `VAULT_NEWER`, `VAULT_ROLLED_BACK`. */
  unlock(passphrase: string, options: OpenOptions = {}): Promise<boolean> {
    return this.#exclusive(async () => {
      if (this.#open) {
        await this.#assertPassphrase(this.#open.disk.doors, passphrase, this.#open.key);
        return false;
      }
      this.#throttle.assertFree();
      const loaded = await this.#load();
      const key = await this.#openByPassphrase(loaded.disk.doors, passphrase);
      await this.#openWith(key, loaded, options, (open) => this.#settle(open));
      this.#requireOpen();
      return true;
    });
  }

  /**
   * Opens by the recovery code, which is spent by it: sets a new passphrase and answers a new code.
   * Not slowed down, for 160 random bits cannot be guessed. Throws `VAULT_WRONG_RECOVERY_CODE`, `PASSPHRASE_*` and as `unlock`.
   */
  recover(code: string, newPassphrase: string, options: OpenOptions = {}): Promise<string> {
    return this.#exclusive(async () => {
      assertNewPassphrase(newPassphrase, 'newPassphrase');
      const loaded = await this.#load();
      const key = await openRecoveryDoor(loaded.disk.doors[1], code);
      if (!key) throw new PortcullisError('VAULT_WRONG_RECOVERY_CODE');
      const nextCode = newRecoveryCode();
      await this.#openWith(key, loaded, options, async (open) => {
        await this.#rekey(open, newPassphrase, newRecoveryTarget(nextCode), 'unlocked');
        this.#throttle.succeeded();
      });
      return nextCode;
    });
  }

  /**
   * Locks at once: when it returns its promise, keys are zeroed and the body is dropped.
   * The promise resolves when what was being saved, and what `beforeSave` adds, are on disk and the JSON is zeroed; it never rejects.
   */
  lock(): Promise<void> {
    this.#locks++;
    const open = this.#open;
    if (open) {
      // A save under way has just noted the head.
      const last = this.#queue.idle ? this.#lastSave(open) : undefined;
      this.#open = undefined;
      open.key.fill(0);
      if (last) void this.#saveLast(last, open.disk);
      this.#emit('locked');
    }
    // Not before: a save under way still reads the JSON.
    return this.#queue.run(async () => this.#json.forget());
  }

  /** The body as last saved. Throws `VAULT_LOCKED`. */
  read(): VaultBody {
    return this.#requireOpen().body;
  }

  /**
   * Applies `change` to the newest body and saves it; resolves with the new body when it is on disk.
   * `change` mutates nothing; when it answers the same body, nothing is saved. Throws `VAULT_LOCKED`.
   */
  update(change: (body: VaultBody) => VaultBody): Promise<VaultBody> {
    return this.#exclusive(async () => {
      const open = this.#requireOpen();
      const changed = change(open.body);
      if (changed === open.body) return changed;
      return (await this.#save(open, changed, 'updated')).body;
    });
  }

  /** Asks again, before something is revealed. Throws `VAULT_LOCKED`, `VAULT_WAIT`, `VAULT_WRONG_PASSPHRASE`. */
  verifyPassphrase(passphrase: string): Promise<void> {
    return this.#exclusive(() => this.#verify(passphrase).then(() => undefined));
  }

  /** Under a new vault key, so that the old passphrase opens nothing written from now on. The recovery code stays. Throws `PASSPHRASE_*` and as `verifyPassphrase`. */
  changePassphrase(current: string, next: string): Promise<void> {
    return this.#exclusive(async () => {
      assertNewPassphrase(next, 'next');
      const open = await this.#verify(current);
      await this.#rekey(open, next, open.recovery, 'updated');
    });
  }

  /** Answers a new recovery code, under a new vault key; the old code opens nothing written from now on. Throws as `verifyPassphrase`. */
  renewRecoveryCode(passphrase: string): Promise<string> {
    return this.#exclusive(async () => {
      const open = await this.#verify(passphrase);
      const code = newRecoveryCode();
      await this.#rekey(open, passphrase, newRecoveryTarget(code), 'updated');
      return code;
    });
  }

  #saveLast(file: NewVaultFile, previous: OnDisk): Promise<void> {
    return this.#queue
      .run(() => this.#disk.save(file, previous))
      .then(() => this.#memory.rememberGeneration(file.generation))
      .catch(() => undefined);
  }

  #exclusive<T>(operation: () => Promise<T>): Promise<T> {
    const locks = this.#locks;
    return this.#queue.run(() => {
      this.#locksWhenAsked = locks;
      return operation();
    });
  }

  async #load(): Promise<Loaded> {
    const loaded = await this.#disk.load();
    assertDoors(loaded.disk.doors, this.#floor);
    return loaded;
  }

  async #openByPassphrase(doors: Doors, passphrase: string): Promise<Buffer> {
    const key = await openPassphraseDoor(doors[0], passphrase);
    if (key) {
      this.#throttle.succeeded();
      return key;
    }
    this.#throttle.failed();
    throw new PortcullisError('VAULT_WRONG_PASSPHRASE');
  }

  /** Opens the body and hands it on; zeroes the key when anything fails. */
  async #openWith(key: Buffer, { file, disk }: Loaded, { acceptOlder }: OpenOptions, then: (open: OpenVault) => Promise<void>): Promise<void> {
    try {
      const { generation, doors, body } = file;
      const opened = this.#json.decode(openBody(key, body, generation, doors));
      if (generation < this.#memory.lastGeneration && !acceptOlder) throw new PortcullisError('VAULT_ROLLED_BACK');
      await then({ key, ...opened, disk });
    } catch (error) {
      key.fill(0);
      throw error;
    }
  }

  /** An older file that was accepted is saved again at once, as the newest, so that no generation number is ever used twice. */
  async #settle(open: OpenVault): Promise<void> {
    const older = open.disk.generation < this.#memory.lastGeneration;
    if (older) await this.#save(open, open.body, 'unlocked');
    else this.#adopt(open, 'unlocked');
  }

  async #save(open: OpenVault, body: VaultBody, event: VaultEvent): Promise<OpenVault> {
    const stamped = this.#beforeSave(body);
    const disk = await this.#disk.save(this.#seal({ ...open, doors: open.disk.doors }, stamped, this.#nextGeneration(open)), open.disk);
    const next = { ...open, body: stamped, disk };
    this.#adopt(next, event);
    return next;
  }

  async #rekey(open: OpenVault, passphrase: string, recovery: RecoveryTarget, event: VaultEvent): Promise<void> {
    const generation = this.#nextGeneration(open);
    await this.#saveUnderNewKey(open.body, passphrase, recovery, event, (seal) => this.#disk.saveRekeyed(seal(generation), open.disk));
    open.key.fill(0);
  }

  async #saveUnderNewKey(body: VaultBody, passphrase: string, recovery: RecoveryTarget, event: VaultEvent, save: (seal: Seal) => Promise<OnDisk>): Promise<void> {
    const rekey = await this.#newKey(passphrase, recovery);
    try {
      const stamped = this.#beforeSave(body);
      const disk = await save((generation) => this.#seal(rekey, stamped, generation));
      this.#adopt({ key: rekey.key, body: stamped, recovery, disk }, event);
    } catch (error) {
      rekey.key.fill(0);
      throw error;
    }
  }

  async #newKey(passphrase: string, recovery: RecoveryTarget): Promise<Rekey> {
    const key = randomBytes(32);
    const cost = this.#fixedCost ?? (await tuneCost());
    return { key, recovery, doors: [await makePassphraseDoor(key, passphrase, cost), await makeRecoveryDoor(key, recovery)] };
  }

  #seal({ key, doors, recovery }: Rekey, body: VaultBody, generation: number): NewVaultFile {
    return newVaultFile(generation, doors, sealBody(key, this.#json.encode(body, recovery), generation, doors));
  }

  /** The last file of an open vault: what `beforeSave` adds, sealed while the key is still there. Nothing that goes wrong here may keep the vault open. */
  #lastSave(open: OpenVault): NewVaultFile | undefined {
    try {
      const body = this.#beforeSave(open.body);
      return body === open.body ? undefined : this.#seal({ ...open, doors: open.disk.doors }, body, this.#nextGeneration(open));
    } catch {
      return undefined;
    }
  }

  #nextGeneration(open: OpenVault): number {
    return Math.max(open.disk.generation, this.#memory.lastGeneration) + 1;
  }

  async #verify(passphrase: string): Promise<OpenVault> {
    const open = this.#requireOpen();
    await this.#assertPassphrase(open.disk.doors, passphrase, open.key);
    return this.#requireOpen();
  }

  async #assertPassphrase(doors: Doors, passphrase: string, expected: Buffer): Promise<void> {
    this.#throttle.assertFree();
    const key = await this.#openByPassphrase(doors, passphrase);
    const same = timingSafeEqual(key, expected);
    key.fill(0);
    // Locked in between: the key to compare with is zeroed by now.
    if (!same) throw new PortcullisError('VAULT_LOCKED');
  }

  #requireOpen(): OpenVault {
    if (!this.#open) throw new PortcullisError('VAULT_LOCKED');
    return this.#open;
  }

  /** Takes over what is now on disk, unless the vault was locked in the meantime. */
  #adopt(open: OpenVault, event: VaultEvent): void {
    this.#memory.rememberGeneration(open.disk.generation);
    if (this.#locksWhenAsked !== this.#locks) {
      open.key.fill(0);
      return;
    }
    const before = this.#open;
    if (before?.key !== open.key) before?.key.fill(0);
    this.#open = open;
    this.#emit(event, before && event === 'updated' ? changedParts(before.body, open.body) : []);
  }

  #emit(event: VaultEvent, parts: readonly VaultPart[] = []): void {
    for (const listener of this.#listeners) listener(event, parts);
  }
}
