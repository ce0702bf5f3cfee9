import { randomUUID } from 'node:crypto';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import type { Services } from '../services.ts';
import { assertNameFree, isUnderFourEyes, peopleOf } from './rules.ts';
import { assertSecond, byWhom, neededSecond } from './second.ts';

export type PeopleDeps = Pick<Services, 'vault' | 'session'>;

/** A door for another person. Throws as `people.add`. */
export async function addPerson(deps: PeopleDeps, { name, passphrase, newPassphrase, second: given }: Parsed<'people.add'>): Promise<Output<'people.add'>> {
  const { vault, session } = deps;
  assertNameFree(vault.read(), name);
  const second = await neededSecond(deps, isUnderFourEyes(vault.read()), given);
  const person = { id: randomUUID(), name };
  const says = `a door to this vault, ${byWhom(session.person(), second)}`;
  await session.changePeople((doors) => doors.addPerson(passphrase, person, newPassphrase, (body) => {
    assertNameFree(body, name);
    assertSecond(isUnderFourEyes(body), second);
    return { ...body, people: [...peopleOf(body), person] };
  }), { kind: 'person.added', outcome: 'ok', subject: name, says });
  return person;
}
