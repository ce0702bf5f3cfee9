import type { Method } from '../../shared/ipc/contract.ts';
import type { Person } from '../../shared/model/approvals.ts';
import type { World } from './scenarios.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Area = Extract<Method, `people.${string}`>;

/** The owner, whose passphrase is the stand-in's; everybody else's is the same. */
export const OWNER: Person = { id: '00000000-0000-4000-8000-000000000001', name: 'Owner' };

/** Where there are several. */
export function namedPeople({ people, approvals }: World): Person[] | undefined {
  const named = people ?? approvals?.people ?? [];
  return named.length > 0 ? named : undefined;
}

/** People of the stand-in. */
export function peopleMethods(world: World, { changed, log }: StandInTools, isPassphrase: (typed: string) => boolean): Pick<Methods, Area> {
  const people = () => namedPeople(world) ?? [OWNER];
  const isUnderFourEyes = () => world.connections.some(({ fourEyes }) => fourEyes);
  const put = (next: Person[]) => {
    world.people = next.length > 1 ? next : [];
    changed('people', 'vault');
    return {};
  };
  const check = (passphrase: string) => (isPassphrase(passphrase) ? undefined : refuse('VAULT_WRONG_PASSPHRASE'));
  const checkSecond = (second: { passphrase: string } | undefined) => (second ? check(second.passphrase) : refuse('PERSON_SECOND'));
  const you = () => world.personId ?? people()[0]?.id ?? OWNER.id;
  return {
    'people.list': () => ({ people: people().map((one, index) => ({ ...one, isOwner: index === 0 })), you: you() }),
    'people.add': ({ name, passphrase, second }) => {
      if (people().some((one) => one.name === name)) refuse('PERSON_NAME_TAKEN');
      check(passphrase);
      if (isUnderFourEyes()) checkSecond(second);
      const made = { id: crypto.randomUUID(), name };
      put([...people(), made]);
      log('person.added', name, 'a door to this vault, by Owner');
      return made;
    },
    'people.rename': ({ personId, name }) => {
      if (people().some((one) => one.name === name && one.id !== personId)) refuse('PERSON_NAME_TAKEN');
      return put(people().map((one) => (one.id === personId ? { ...one, name } : one)));
    },
    'people.remove': ({ personId, passphrase, second }) => {
      check(passphrase);
      if (isUnderFourEyes() && people().length <= 2) refuse('PERSON_NEEDED');
      if (isUnderFourEyes()) checkSecond(second);
      return put(people().filter((one) => one.id !== personId));
    },
    'people.setFourEyes': ({ connectionId, on, second }) => {
      if (on && people().length < 2) refuse('PERSON_NEEDED');
      if (!on) checkSecond(second);
      world.connections = world.connections.map((one) => {
        if (one.id !== connectionId) return one;
        const { fourEyes: _, ...rest } = one;
        return on ? { ...rest, fourEyes: true } : rest;
      });
      changed('connections', 'approvals');
      return {};
    },
  };
}
