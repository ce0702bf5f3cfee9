import type { Person } from '../../shared/model/approvals.ts';
import type { Services } from '../services.ts';

/** Who opened the vault. The owner of a vault with one door has a fixed id and the name "Owner". */
export function personAtVault(_services: Pick<Services, 'session' | 'vault'>): Person {
  return { id: '00000000-0000-4000-8000-000000000001', name: 'Owner' };
}

/** Another person gives their own passphrase in place. Throws `PERSON_NOT_FOUND`, `VAULT_WRONG_PASSPHRASE`, `VAULT_WAIT`; tries are slowed down and audited as those of an unlock. */
export async function confirmSecond(_services: Pick<Services, 'session' | 'vault'>, _second: { personId: string; passphrase: string }): Promise<Person> {
  throw new Error('TODO');
}
