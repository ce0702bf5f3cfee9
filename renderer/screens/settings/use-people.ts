import { useAsk } from '../../api.ts';

/** Who has a door, who is here, and whether it takes two to change that. Undefined until it is known. */
export function usePeople() {
  const { data, error } = useAsk('people.list', {});
  const { data: connections } = useAsk('connections.list', {});
  const isUnderFourEyes = connections?.some(({ fourEyes }) => fourEyes) ?? false;
  return { error, known: data && connections ? { ...data, isUnderFourEyes } : undefined };
}

export type KnownPeople = NonNullable<ReturnType<typeof usePeople>['known']>;
export type ListedPerson = KnownPeople['people'][number];
