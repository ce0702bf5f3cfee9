import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import type { Person } from '../../shared/model/approvals.ts';
import { headerOf } from './door-jwe.ts';
import { makePassphraseDoor, makeRecoveryDoor, openPassphraseDoor, passphraseHeader, recoveryHeader, type RecoveryTarget, recoveryTarget } from './doors.ts';
import { atLeast, type KdfCost } from './kdf.ts';
import { makeMemberDoor, makeOwnerDoor, memberHeader, memberTarget, openPersonDoor, ownerHeader, passphraseTarget } from './person-door.ts';

/** The owner of every vault. Others have ids of their own. */
export const OWNER_ID = '00000000-0000-4000-8000-000000000001';

/** The doors of a vault, in the order in which the file holds them. There are members only in a file of version 2. */
export type Doors = readonly [owner: string, recovery: string, ...members: string[]];

const peopleTargets = z.strictObject({ owner: passphraseTarget, members: z.array(memberTarget).min(1) });
export type PeopleTargets = z.infer<typeof peopleTargets>;
/** What the encrypted body keeps of the doors, so that they can be made anew. `people`: only where there are several. */
export const doorTargets = z.strictObject({ recovery: recoveryTarget, people: peopleTargets.optional() });
export type DoorTargets = z.infer<typeof doorTargets>;

/** What doors are made of: for several people their public keys, for one alone the passphrase itself. */
export type DoorPlan = { recovery: RecoveryTarget } & ({ people: PeopleTargets } | { passphrase: string; cost: KdfCost });

/** What the body keeps of them. */
export function targetsOf(plan: DoorPlan): DoorTargets {
  return 'people' in plan ? { recovery: plan.recovery, people: plan.people } : { recovery: plan.recovery };
}

/** Every door, to one vault key. */
export async function makeDoors(vaultKey: Uint8Array, plan: DoorPlan): Promise<Doors> {
  const recovery = await makeRecoveryDoor(vaultKey, plan.recovery);
  if (!('people' in plan)) return [await makePassphraseDoor(vaultKey, plan.passphrase, plan.cost), recovery];
  const { owner, members } = plan.people;
  return [await makeOwnerDoor(vaultKey, owner), recovery, ...(await Promise.all(members.map((member) => makeMemberDoor(vaultKey, member))))];
}

/** Checks every header before any key is derived. Throws `VAULT_DAMAGED`. */
export function assertDoors(doors: Doors, floor: KdfCost): void {
  const [owner, recovery, ...members] = doors;
  headerOf(recovery, recoveryHeader);
  const headers = members.map((door) => headerOf(door, memberHeader));
  const ownerKdf = members.length > 0 ? headerOf(owner, ownerHeader).kdf : headerOf(owner, passphraseHeader).kdf;
  if ([ownerKdf, ...headers.map(({ kdf }) => kdf)].some((kdf) => !atLeast(kdf, floor))) throw new PortcullisError('VAULT_DAMAGED', { reason: 'KDF' });
  const ids = new Set([OWNER_ID, ...headers.map(({ person }) => person.id)]);
  if (ids.size !== headers.length + 1) throw new PortcullisError('VAULT_DAMAGED', { reason: 'DOOR' });
}

/** Who opens a vault of several people, the owner first, by the names on the doors; empty where one person does, or where a door cannot be read. */
export function peopleAt(doors: Doors | undefined, ownerName = 'Owner'): Person[] {
  try {
    const members = doors ? membersAt(doors) : [];
    return members.length > 0 ? [{ id: OWNER_ID, name: ownerName }, ...members] : [];
  } catch {
    // Opening it says that it is damaged.
    return [];
  }
}

/** Their ids, the owner's first. Throws `VAULT_DAMAGED`. */
export function peopleWithDoors(doors: Doors): string[] {
  return [OWNER_ID, ...membersAt(doors).map(({ id }) => id)];
}

/** The vault key, or undefined when the passphrase is not that person's. Throws `PERSON_NOT_FOUND`. */
export function openDoorOf(doors: Doors, personId: string, passphrase: string): Promise<Buffer | undefined> {
  const [owner, , ...members] = doors;
  if (personId === OWNER_ID) return members.length > 0 ? openPersonDoor(owner, passphrase) : openPassphraseDoor(owner, passphrase);
  const door = members[membersAt(doors).findIndex(({ id }) => id === personId)];
  if (door === undefined) throw new PortcullisError('PERSON_NOT_FOUND');
  return openPersonDoor(door, passphrase);
}

function membersAt([, , ...members]: Doors): Person[] {
  return members.map((door) => headerOf(door, memberHeader).person);
}
