import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { OWNER_ID } from '../vault/all-doors.ts';
import type { VaultBody } from '../vault/body.ts';
import type { PeopleDeps } from './add.ts';
import { findPerson, isUnderFourEyes, peopleOf } from './rules.ts';
import { assertSecond, byWhom, neededSecond } from './second.ts';

/** Closes a member's door. Throws as `people.remove`. */
export async function removePerson(deps: PeopleDeps, { personId, passphrase, second: given }: Parsed<'people.remove'>): Promise<void> {
  const { vault, session } = deps;
  const you = session.person();
  const { name } = findPerson(vault.read(), personId);
  if (personId === OWNER_ID || personId === you.id) throw new PortcullisError('PERSON_FIXED');
  assertTwoLeft(vault.read());
  const second = await neededSecond(deps, isUnderFourEyes(vault.read()), given);
  await session.changePeople((doors) => doors.removePerson(passphrase, personId, (body) => {
    assertTwoLeft(body);
    assertSecond(isUnderFourEyes(body), second);
    const left = body.people.filter(({ id }) => id !== personId);
    return { ...body, people: left.length > 1 ? left : [] };
  }), { kind: 'person.removed', outcome: 'ok', subject: name, says: `new vault key, ${byWhom(you, second)}` });
}

/** Throws `PERSON_NEEDED`. */
function assertTwoLeft(body: VaultBody): void {
  if (isUnderFourEyes(body) && peopleOf(body).length <= 2) throw new PortcullisError('PERSON_NEEDED');
}
