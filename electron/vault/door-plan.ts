import { PortcullisError } from '../../shared/errors.ts';
import type { Person } from '../../shared/model/approvals.ts';
import { type DoorPlan, type DoorTargets, OWNER_ID, type PeopleTargets } from './all-doors.ts';
import type { KdfCost } from './kdf.ts';
import { newPassphraseTarget, type PassphraseTarget } from './person-door.ts';

/** Whoever is at the vault, and the passphrase of theirs that the doors shall have. */
export type AtTheVault = { personId: string; passphrase: string; cost: KdfCost };

/** Their door by this passphrase, the others as they are. */
export async function planWithPassphrase({ recovery, people }: DoorTargets, { personId, passphrase, cost }: AtTheVault): Promise<DoorPlan> {
  if (!people) return { recovery, passphrase, cost };
  return { recovery, people: withTarget(people, personId, await newPassphraseTarget(passphrase, cost)) };
}

/** A further door; whoever is alone until then is the owner. */
export async function planWithPerson({ recovery, people }: DoorTargets, { passphrase, cost }: AtTheVault, person: Person, newPassphrase: string): Promise<DoorPlan> {
  const owner = people?.owner ?? (await newPassphraseTarget(passphrase, cost));
  return { recovery, people: { owner, members: [...(people?.members ?? []), { ...(await newPassphraseTarget(newPassphrase, cost)), person }] } };
}

/** Another name on a member's door; the owner's stands on none. Throws `PERSON_NOT_FOUND` where one person is alone. */
export function planWithName({ recovery, people }: DoorTargets, { id, name }: Person): DoorPlan {
  if (!people) throw new PortcullisError('PERSON_NOT_FOUND');
  return { recovery, people: { ...people, members: people.members.map((member) => (member.person.id === id ? { ...member, person: { id, name } } : member)) } };
}

/** One door less. Throws `PERSON_FIXED` for the owner's and one's own, `PERSON_NOT_FOUND`. */
export function planWithout({ recovery, people }: DoorTargets, { personId, passphrase, cost }: AtTheVault, removedId: string): DoorPlan {
  if (removedId === OWNER_ID || removedId === personId) throw new PortcullisError('PERSON_FIXED');
  const members = people?.members.filter(({ person }) => person.id !== removedId) ?? [];
  if (!people || members.length === people.members.length) throw new PortcullisError('PERSON_NOT_FOUND');
  // The last member is removed by the owner, whose passphrase it is then.
  return members.length > 0 ? { recovery, people: { owner: people.owner, members } } : { recovery, passphrase, cost };
}

function withTarget({ owner, members }: PeopleTargets, personId: string, target: PassphraseTarget): PeopleTargets {
  if (personId === OWNER_ID) return { owner: target, members };
  return { owner, members: members.map((member) => (member.person.id === personId ? { ...target, person: member.person } : member)) };
}
