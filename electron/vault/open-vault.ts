import type { LastPeople } from '../storage/preferences.ts';
import type { Profile } from '../storage/profile.ts';
import type { DoorPlan, DoorTargets } from './all-doors.ts';
import type { VaultBody } from './body.ts';
import type { VaultPart } from './changed-parts.ts';
import type { KdfCost } from './kdf.ts';
import type { FailedTriesMemory } from './throttle.ts';
import type { OnDisk } from './vault-disk.ts';
import type { NewVaultFile, VaultFile } from './vault-file.ts';

/** What is remembered outside the vault, in the clear. */
export type VaultMemory = FailedTriesMemory & {
  readonly lastGeneration: number;
  rememberGeneration(generation: number): void;
  readonly people: LastPeople | null;
  rememberPeople(people: LastPeople | null): void;
};

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
export type OpenOptions = {
  /** Open a file older than the one last seen: the person restored it on purpose. It becomes the newest. */
  acceptOlder?: boolean | undefined;
};

/** A vault that is open. `openedBy`: the person whose door it was. */
export type OpenVault = { readonly key: Buffer; readonly body: VaultBody; readonly targets: DoorTargets; readonly openedBy: string; readonly disk: OnDisk };
export type Seal = (generation: number) => NewVaultFile;
export type Loaded = { file: VaultFile; disk: OnDisk };
/** What is saved with doors made anew. */
export type NewDoors = { plan: DoorPlan; body: VaultBody; openedBy: string };

/** What the lock screen shows while the vault is locked; null where one person opens it. */
export function lastPeople({ body: { people }, openedBy }: Pick<OpenVault, 'body' | 'openedBy'>): LastPeople | null {
  const [owner, ...others] = people;
  return owner && others.length > 0 ? { ownerName: owner.name, lastPersonId: openedBy } : null;
}
