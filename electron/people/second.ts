import { PortcullisError } from '../../shared/errors.ts';
import type { Person } from '../../shared/model/approvals.ts';
import type { Session } from '../vault/session.ts';

/** The second person, where one is needed. Throws `PERSON_SECOND` without one, and as `Session.confirmSecond`. */
export async function neededSecond(deps: { session: Pick<Session, 'confirmSecond'> }, isNeeded: boolean, given: { personId: string; passphrase: string } | undefined): Promise<Person | undefined> {
  if (!isNeeded) return undefined;
  if (!given) throw new PortcullisError('PERSON_SECOND');
  return deps.session.confirmSecond(given);
}

/** In the change itself: what needs a second person may have come about while a passphrase was judged. Throws `PERSON_SECOND`. */
export function assertSecond(isNeeded: boolean, second: Person | undefined): void {
  if (isNeeded && !second) throw new PortcullisError('PERSON_SECOND');
}

/** "by Ann", or "by Ann, with Bob". */
export function byWhom(person: Person, second: Person | undefined): string {
  return `by ${person.name}${second ? `, with ${second.name}` : ''}`;
}
