import { FIXED, FIXED_PROFILES } from './fixed.ts';
import type { SandboxUser, Store } from './state.ts';

/** Who can sign in at the sandbox's Wise. */
export type Person = Omit<SandboxUser, 'registrationCode' | 'claimedAt'> & Partial<Pick<SandboxUser, 'registrationCode' | 'claimedAt'>>;

/** Always there; it has no registration code, as nobody made it by API. */
export const FIXED_PERSON: Person = { id: FIXED.userId, email: 'sam.doe@example.com', createdAt: '2024-03-01T09:30:00.000Z', profiles: [...FIXED_PROFILES] };

/** Everyone there is, the fixed person first. */
export const people = ({ state }: Store): readonly Person[] => [FIXED_PERSON, ...state.users];

export const personById = (store: Store, id: number): Person | undefined => people(store).find((one) => one.id === id);

/** Addresses are compared without regard to case. */
export function personByEmail(store: Store, email: string): Person | undefined {
  const wanted = email.toLowerCase();
  return people(store).find((one) => one.email.toLowerCase() === wanted);
}
