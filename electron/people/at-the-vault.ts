import type { Person } from '../../shared/model/approvals.ts';
import type { Session } from '../vault/session.ts';

/** Who opened the vault. The owner has a fixed id, and the name "Owner" until there is a second person. Throws `VAULT_LOCKED`. */
export function personAtVault({ session }: { session: Pick<Session, 'person'> }): Person {
  return session.person();
}

/** Another person gives their own passphrase in place. Throws `PERSON_NOT_FOUND`, `PERSON_SECOND` for who is at the vault already, `VAULT_WRONG_PASSPHRASE`, `VAULT_WAIT`; tries are slowed down and audited as those of an unlock. */
export async function confirmSecond({ session }: { session: Pick<Session, 'confirmSecond'> }, second: { personId: string; passphrase: string }): Promise<Person> {
  return session.confirmSecond(second);
}
