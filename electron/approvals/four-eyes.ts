import { PortcullisError } from '../../shared/errors.ts';
import type { Person } from '../../shared/model/approvals.ts';
import { findConnection } from '../connections/resolve.ts';
import { confirmSecond, personAtVault } from '../people/at-the-vault.ts';
import type { Services } from '../services.ts';
import type { ApprovalEntry, VaultBody } from '../vault/body.ts';

export type Second = { personId: string; passphrase: string };

/**
 * Who approves: the person at the vault, or another one by their own door. Under four eyes never whoever prepared it, and never what nobody prepared.
 * Throws `APPROVAL_OWN` and as `confirmSecond`.
 */
export async function approverOf(services: Services, connectionId: string, entry: ApprovalEntry | undefined, second: Second | undefined): Promise<Person> {
  const isFourEyes = findConnection(services.vault.read(), connectionId).fourEyes === true;
  if (isFourEyes && !entry?.isHandedOver) throw new PortcullisError('APPROVAL_OWN', { reason: 'NOT_HANDED_OVER' });
  const person = second ? await confirmSecond(services, second) : personAtVault(services);
  if (isFourEyes && !isAnother(entry, person)) throw new PortcullisError('APPROVAL_OWN');
  return person;
}

/** Again before the call goes out with its cleared token: four eyes may have been asked for meanwhile. Throws `APPROVAL_OWN`. */
export function assertApproved(body: VaultBody, entry: ApprovalEntry): void {
  if (!findConnection(body, entry.connectionId).fourEyes) return;
  if (!entry.isHandedOver || !entry.approvedBy || !isAnother(entry, entry.approvedBy)) throw new PortcullisError('APPROVAL_OWN');
}

function isAnother(entry: ApprovalEntry | undefined, person: Person): boolean {
  return entry?.preparedBy !== undefined && entry.preparedBy.id !== person.id;
}
