import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';
import { OWNER_ID } from '../vault/all-doors.ts';
import { addPerson } from './add.ts';
import { setFourEyes } from './four-eyes.ts';
import { removePerson } from './remove.ts';
import { renamePerson } from './rename.ts';
import { peopleOf } from './rules.ts';

export function peopleHandlers(services: Services): HandlersOf<'people'> {
  const { vault, session } = services;
  return {
    'people.list': async () => ({ people: peopleOf(vault.read()).map((person) => ({ ...person, isOwner: person.id === OWNER_ID })), you: session.person().id }),
    'people.add': (input) => addPerson(services, input),
    'people.rename': async (input) => {
      await renamePerson(services, input);
      return {};
    },
    'people.remove': async (input) => {
      await removePerson(services, input);
      return {};
    },
    'people.setFourEyes': async (input) => {
      await setFourEyes(services, input);
      return {};
    },
  };
}
