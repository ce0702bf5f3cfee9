import type { Parsed } from '../../shared/ipc/contract.ts';
import type { PeopleDeps } from './add.ts';
import { assertNameFree, findPerson } from './rules.ts';

/** Another name, also on the door. Throws as `people.rename`. */
export async function renamePerson(deps: PeopleDeps, { personId, name }: Parsed<'people.rename'>): Promise<void> {
  const { vault, session } = deps;
  const before = findPerson(vault.read(), personId);
  const person = { id: personId, name };
  await session.changePeople((doors) => doors.renamePerson(person, (body) => {
    findPerson(body, personId);
    assertNameFree(body, name, personId);
    return { ...body, people: body.people.map((one) => (one.id === personId ? person : one)) };
  }), { kind: 'person.renamed', outcome: 'ok', subject: name, says: `was ${before.name}, by ${session.person().name}` });
}
