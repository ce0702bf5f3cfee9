import { randomBytes } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Person } from '../../shared/model/approvals.ts';
import type { VaultStatus } from '../../shared/model/views.ts';
import { type DoorPlan, makeDoors, OWNER_ID, peopleAt, peopleWithDoors, targetsOf } from './all-doors.ts';
import type { VaultBody } from './body.ts';
import { BodyJson } from './body-json.ts';
import { changedParts } from './changed-parts.ts';
import { type AtTheVault, planWithName, planWithout, planWithPassphrase, planWithPerson } from './door-plan.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { newRecoveryTarget, openRecoveryDoor } from './doors.ts';
import { type KdfCost, lowestCost, tuneCost } from './kdf.ts';
import { newVaultBody } from './new-body.ts';
import { Listeners } from './listeners.ts';
import { lastPeople, type Loaded, type NewDoors, type OpenOptions, type OpenVault, type Seal, type VaultEvent, type VaultListener, type VaultMemory, type VaultOptions } from './open-vault.ts';
import { assertNewPassphrase } from './passphrase.ts';
import { newRecoveryCode } from './recovery-code.ts';
import { openBody, sealBody } from './sealed-body.ts';
import { SerialQueue } from './serial-queue.ts';
import { Throttle } from './throttle.ts';
import { type OnDisk, VaultDisk } from './vault-disk.ts';
import { type NewVaultFile, newVaultFile } from './vault-file.ts';

type BodyChange = (body: VaultBody) => VaultBody;

/**
 * The encrypted vault of one profile; its format is docs/vault-format.md.
 * Operations run one after the other, except `lock`, which takes effect at once.
 * All may throw `STORAGE_*`, `VAULT_IN_USE` and `VAULT_CHANGED_ON_DISK`; a failed operation changes nothing, neither on disk nor in memory.
 */
export class Vault {
  readonly #disk: VaultDisk;
  readonly #memory: VaultMemory;
  readonly #throttle: Throttle;
  readonly #doorkeeper: Doorkeeper;
  readonly #fixedCost: KdfCost | undefined;
  readonly #beforeSave: (body: VaultBody) => VaultBody;
  readonly #queue = new SerialQueue();
  readonly #json = new BodyJson();
  readonly #listeners = new Listeners();
  #open: OpenVault | undefined;
  /** Counts locks. An operation that was asked for before the last lock must not leave the vault open after it. */
  #locks = 0;
  #locksWhenAsked = 0;

  constructor({ profile, memory, now = Date.now, kdf, beforeSave = (body) => body }: VaultOptions) {
    this.#disk = new VaultDisk(profile, lowestCost(kdf));
    this.#memory = memory;
    this.#throttle = new Throttle(memory, now);
    this.#doorkeeper = new Doorkeeper(this.#throttle);
    this.#fixedCost = kdf;
    this.#beforeSave = beforeSave;
  }

  /** Is the body at hand right now? */
  get isUnlocked(): boolean {
    return this.#open !== undefined;
  }

  /** The person whose door it was. Throws `VAULT_LOCKED`. */
  get openedBy(): string {
    return this.#requireOpen().openedBy;
  }

  /** Who has a door, the owner first; while locked by the names on the doors, unchecked. None where one person opens it. Never rejects. */
  async people(): Promise<Pick<VaultStatus, 'people' | 'lastPersonId'>> {
    const last = this.#memory.people;
    const people = this.#open?.body.people ?? peopleAt(await this.#disk.doors(), last?.ownerName);
    return people.length > 0 ? { people: [...people], ...(last && { lastPersonId: last.lastPersonId }) } : {};
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
    return this.#listeners.add(listener);
  }

  /** Makes the vault and leaves it unlocked. Answers the recovery code, which is kept nowhere. Throws `PASSPHRASE_*`, `VAULT_EXISTS`. */
  create(passphrase: string, body: VaultBody = newVaultBody()): Promise<string> {
    return this.#exclusive(async () => {
      assertNewPassphrase(passphrase, 'passphrase');
      // An open vault whose file is gone is the only copy there is.
      if (this.#open || this.#disk.exists()) throw new PortcullisError('VAULT_EXISTS');
      const [code, generation] = [newRecoveryCode(), this.#memory.lastGeneration + 1];
      const plan = { recovery: newRecoveryTarget(code), passphrase, cost: await this.#cost() };
      await this.#saveDoors(randomBytes(32), { plan, body, openedBy: OWNER_ID }, 'unlocked', (seal) => this.#disk.saveFirst(seal(generation)));
      return code;
    });
  }

  /** By the owner's door, or that of `personId`. Answers false when they had it open already. Throws `VAULT_WAIT`, `VAULT_WRONG_PASSPHRASE`, `PERSON_NOT_FOUND`, `PERSON_OTHER`, `VAULT_ABSENT`, `VAULT_DAMAGED`, `VAULT_NEWER`, `VAULT_ROLLED_BACK`. */
  unlock(passphrase: string, { personId = OWNER_ID, ...options }: OpenOptions & { personId?: string | undefined } = {}): Promise<boolean> {
    return this.#exclusive(async () => {
      if (this.#open) {
        if (this.#open.openedBy !== personId) throw new PortcullisError('PERSON_OTHER');
        await this.#doorkeeper.assertOpens(this.#open.disk.doors, personId, passphrase, this.#open.key);
        return false;
      }
      this.#throttle.assertFree();
      const loaded = await this.#disk.load();
      const key = await this.#doorkeeper.open(loaded.disk.doors, personId, passphrase);
      await this.#openWith(key, personId, loaded, options, (open) => this.#settle(open));
      this.#requireOpen();
      return true;
    });
  }

  /**
   * Opens by the recovery code, which is spent by it: sets a new passphrase of the owner and answers a new code.
   * Not slowed down, for 160 random bits cannot be guessed. Throws `VAULT_WRONG_RECOVERY_CODE`, `PASSPHRASE_*`, `PERSON_OTHER` and as `unlock`.
   */
  recover(code: string, newPassphrase: string, options: OpenOptions = {}): Promise<string> {
    return this.#exclusive(async () => {
      assertNewPassphrase(newPassphrase, 'newPassphrase');
      if (this.#open && this.#open.openedBy !== OWNER_ID) throw new PortcullisError('PERSON_OTHER');
      const loaded = await this.#disk.load();
      const key = await openRecoveryDoor(loaded.disk.doors[1], code);
      if (!key) throw new PortcullisError('VAULT_WRONG_RECOVERY_CODE');
      const nextCode = newRecoveryCode();
      await this.#openWith(key, OWNER_ID, loaded, options, async (open) => {
        await this.#rekeyBy(newPassphrase, open, 'unlocked', newRecoveryTarget(nextCode));
        this.#throttle.succeeded(OWNER_ID, peopleWithDoors(loaded.disk.doors));
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
      this.#listeners.tell('locked');
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

  /** Asks again, before something is revealed: whoever opened it, or another person in place. Throws `VAULT_LOCKED`, `VAULT_WAIT`, `VAULT_WRONG_PASSPHRASE`, `PERSON_NOT_FOUND`. */
  verifyPassphrase(passphrase: string, personId?: string): Promise<void> {
    return this.#exclusive(() => this.#verify(passphrase, personId).then(() => undefined));
  }

  /** Of whoever opened it. Under a new vault key, so that the old passphrase opens nothing written from now on. The other doors stay. Throws `PASSPHRASE_*` and as `verifyPassphrase`. */
  changePassphrase(current: string, next: string): Promise<void> {
    return this.#exclusive(async () => {
      assertNewPassphrase(next, 'next');
      await this.#rekeyBy(next, await this.#verify(current), 'updated');
    });
  }

  /** Answers a new recovery code, under a new vault key; the old code opens nothing written from now on. Throws as `verifyPassphrase`. */
  renewRecoveryCode(passphrase: string): Promise<string> {
    return this.#exclusive(async () => {
      const [open, code] = [await this.#verify(passphrase), newRecoveryCode()];
      await this.#rekeyBy(passphrase, open, 'updated', newRecoveryTarget(code));
      return code;
    });
  }

  /** Makes a door for another person; the others stay. `change` is applied to the body in the same save. Throws `PASSPHRASE_*` and as `verifyPassphrase`. */
  addPerson(passphrase: string, person: Person, newPassphrase: string, change: BodyChange): Promise<void> {
    return this.#exclusive(async () => {
      assertNewPassphrase(newPassphrase, 'newPassphrase');
      const open = await this.#verify(passphrase);
      await this.#redoor(await planWithPerson(open.targets, await this.#atTheVault(open, passphrase), person, newPassphrase), change);
    });
  }

  /** Another name, on the door where it is a member's. `change` as in `addPerson`. Throws `VAULT_LOCKED`, `PERSON_NOT_FOUND`. */
  renamePerson(person: Person, change: BodyChange): Promise<void> {
    return this.#exclusive(async () => this.#redoor(planWithName(this.#requireOpen().targets, person), change));
  }

  /** Takes a member's door away, under a new vault key, so that it opens nothing written from now on. Throws `PERSON_FIXED`, `PERSON_NOT_FOUND` and as `verifyPassphrase`. */
  removePerson(passphrase: string, personId: string, change: BodyChange): Promise<void> {
    return this.#exclusive(async () => {
      const open = await this.#verify(passphrase);
      const plan = planWithout(open.targets, await this.#atTheVault(open, passphrase), personId);
      await this.#rekey(open, plan, 'updated', change(open.body));
      this.#throttle.succeeded(personId, peopleWithDoors(open.disk.doors));
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

  /** Opens the body and hands it on; zeroes the key when anything fails. */
  async #openWith(key: Buffer, openedBy: string, { file, disk }: Loaded, { acceptOlder }: OpenOptions, then: (open: OpenVault) => Promise<void>): Promise<void> {
    try {
      const { generation, doors, body } = file;
      const opened = this.#json.decode(openBody(key, body, generation, doors));
      if (generation < this.#memory.lastGeneration && !acceptOlder) throw new PortcullisError('VAULT_ROLLED_BACK');
      await then({ key, ...opened, openedBy, disk });
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
    const disk = await this.#disk.save(this.#seal(open, stamped, this.#nextGeneration(open)), open.disk);
    const next = { ...open, body: stamped, disk };
    this.#adopt(next, event);
    return next;
  }

  async #atTheVault({ openedBy }: OpenVault, passphrase: string): Promise<AtTheVault> {
    return { personId: openedBy, passphrase, cost: await this.#cost() };
  }

  /** A new passphrase for whoever opened it, under a new vault key. */
  async #rekeyBy(passphrase: string, open: OpenVault, event: VaultEvent, recovery = open.targets.recovery): Promise<void> {
    await this.#rekey(open, await planWithPassphrase({ ...open.targets, recovery }, await this.#atTheVault(open, passphrase)), event);
  }

  /** Makes every door anew, to a new vault key. */
  async #rekey(open: OpenVault, plan: DoorPlan, event: VaultEvent, body = open.body): Promise<void> {
    const generation = this.#nextGeneration(open);
    await this.#saveDoors(randomBytes(32), { plan, body, openedBy: open.openedBy }, event, (seal) => this.#disk.saveRekeyed(seal(generation), open.disk));
    open.key.fill(0);
  }

  /** Makes every door anew, to the vault key that it has. */
  async #redoor(plan: DoorPlan, change: BodyChange): Promise<void> {
    const open = this.#requireOpen();
    const generation = this.#nextGeneration(open);
    // A copy: a lock while the doors are made zeroes the key, and what is saved must not be under zeros.
    const key = Buffer.from(open.key);
    await this.#saveDoors(key, { plan, body: change(open.body), openedBy: open.openedBy }, 'updated', (seal) => this.#disk.save(seal(generation), open.disk));
  }

  async #saveDoors(key: Buffer, { plan, body, openedBy }: NewDoors, event: VaultEvent, save: (seal: Seal) => Promise<OnDisk>): Promise<void> {
    try {
      const [doors, targets, stamped] = [await makeDoors(key, plan), targetsOf(plan), this.#beforeSave(body)];
      const disk = await save((generation) => this.#seal({ key, targets, disk: { doors } }, stamped, generation));
      this.#adopt({ key, body: stamped, targets, openedBy, disk }, event);
    } catch (error) {
      key.fill(0);
      throw error;
    }
  }

  async #cost(): Promise<KdfCost> {
    return this.#fixedCost ?? (await tuneCost());
  }

  #seal({ key, targets, disk: { doors } }: Pick<OpenVault, 'key' | 'targets'> & { disk: Pick<OnDisk, 'doors'> }, body: VaultBody, generation: number): NewVaultFile {
    return newVaultFile(generation, doors, sealBody(key, this.#json.encode(body, targets), generation, doors));
  }

  /** The last file of an open vault: what `beforeSave` adds, sealed while the key is still there. Nothing that goes wrong here may keep the vault open. */
  #lastSave(open: OpenVault): NewVaultFile | undefined {
    try {
      const body = this.#beforeSave(open.body);
      return body === open.body ? undefined : this.#seal(open, body, this.#nextGeneration(open));
    } catch {
      return undefined;
    }
  }

  #nextGeneration(open: OpenVault): number {
    return Math.max(open.disk.generation, this.#memory.lastGeneration) + 1;
  }

  async #verify(passphrase: string, personId?: string): Promise<OpenVault> {
    const { disk, key, openedBy } = this.#requireOpen();
    await this.#doorkeeper.assertOpens(disk.doors, personId ?? openedBy, passphrase, key);
    return this.#requireOpen();
  }

  #requireOpen(): OpenVault {
    if (this.#open) return this.#open;
    throw new PortcullisError('VAULT_LOCKED');
  }

  /** Takes over what is now on disk, unless the vault was locked in the meantime. */
  #adopt(open: OpenVault, event: VaultEvent): void {
    this.#memory.rememberGeneration(open.disk.generation);
    this.#memory.rememberPeople(lastPeople(open));
    if (this.#locksWhenAsked !== this.#locks) {
      open.key.fill(0);
      return;
    }
    const before = this.#open;
    if (before?.key !== open.key) before?.key.fill(0);
    this.#open = open;
    this.#listeners.tell(event, before && event === 'updated' ? changedParts(before.body, open.body) : []);
  }
}
