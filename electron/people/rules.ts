import { PortcullisError } from '../../shared/errors.ts';
import type { Person } from '../../shared/model/approvals.ts';
import { namedAlike } from '../../shared/model/person-name.ts';
import { OWNER_ID } from '../vault/all-doors.ts';
import type { VaultBody } from '../vault/body.ts';

/** Who has a door, the owner first. While one person is alone the body names nobody. */
export function peopleOf({ people }: VaultBody): readonly Person[] {
  return people.length > 0 ? people : [{ id: OWNER_ID, name: 'Owner' }];
}

/** Throws `PERSON_NOT_FOUND`. */
export function findPerson(body: VaultBody, personId: string): Person {
  const found = peopleOf(body).find(({ id }) => id === personId);
  if (!found) throw new PortcullisError('PERSON_NOT_FOUND');
  return found;
}

/** Throws `PERSON_NAME_TAKEN` where another person's name reads the same. */
export function assertNameFree(body: VaultBody, name: string, ownId?: string): void {
  const taken = peopleOf(body).some((person) => person.id !== ownId && namedAlike(person.name) === namedAlike(name));
  if (taken) throw new PortcullisError('PERSON_NAME_TAKEN', { field: 'name' });
}

/** Is anything in this vault under four eyes? Then nobody changes alone who the people are. */
export function isUnderFourEyes({ connections }: VaultBody): boolean {
  return connections.some(({ fourEyes }) => fourEyes);
}
