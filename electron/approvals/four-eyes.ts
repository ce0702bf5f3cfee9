import { PortcullisError } from '../../shared/errors.ts';
import type { ApprovalItem, Person } from '../../shared/model/approvals.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import type { ApprovalEntry, ConnectionEntry, VaultBody } from '../vault/body.ts';
import { deedOf } from './deeds.ts';
import { isSameWise } from './entry.ts';

export type Second = { personId: string; passphrase: string };
type Deed = Pick<ApprovalItem, 'connectionId' | 'profileId' | 'call'>;

/**
 * Who approves: the person at the vault, or another one by their own door. Under four eyes never whoever prepared it, and never what nobody prepared.
 * Throws `APPROVAL_OWN` and as `Session.confirmSecond`.
 */
export async function approverOf(services: Services, deed: Deed, entry: ApprovalEntry | undefined, second: Second | undefined): Promise<Person> {
  const guard = fourEyesOver(services.vault.read(), deed);
  if (guard && !entry?.isHandedOver) throw ownError(guard, deed);
  const person = second ? await services.session.confirmSecond(second) : services.session.person();
  if (guard && !isAnother(entry, person)) throw new PortcullisError('APPROVAL_OWN');
  return person;
}

/** Again before the call goes out with its cleared token: four eyes may have been asked for meanwhile. Throws `APPROVAL_OWN`. */
export function assertApproved(body: VaultBody, entry: ApprovalEntry): void {
  if (!fourEyesOver(body, entry)) return;
  if (!entry.isHandedOver || !entry.approvedBy || !isAnother(entry, entry.approvedBy)) throw new PortcullisError('APPROVAL_OWN');
}

/** The connection whose four eyes count: its own, or one that reaches the same profile at the same Wise, for a second connection must not be a way around it. What only reads goes by its own. */
function fourEyesOver(body: VaultBody, { connectionId, profileId, call }: Deed): ConnectionEntry | undefined {
  const own = findConnection(body, connectionId);
  if (own.fourEyes || call.method === 'GET') return own.fourEyes ? own : undefined;
  const about = profileId ?? deedOf(call, '').profileId;
  return body.connections.find((one) => one.fourEyes && isSameWise(body, one.id, connectionId) && (about === undefined || knowsProfile(body, one, about)));
}

/** One whose profiles are not known may reach any. */
function knowsProfile({ tokens, approvals, approvalRecords }: VaultBody, { id, profileId }: ConnectionEntry, wanted: number): boolean {
  const profiles = [...tokens, ...approvals, ...approvalRecords].filter(({ connectionId }) => connectionId === id)
    .flatMap((one) => [one.profileId, ...('profiles' in one ? one.profiles.map((profile) => profile.id) : [])]);
  const known = [profileId, ...profiles].filter((one) => one !== undefined);
  return known.length === 0 || known.includes(wanted);
}

function ownError(guard: ConnectionEntry, { connectionId }: Deed): PortcullisError {
  return guard.id === connectionId ? new PortcullisError('APPROVAL_OWN', { reason: 'NOT_HANDED_OVER' }) : new PortcullisError('APPROVAL_GUARDED', { reason: guard.name });
}

function isAnother(entry: ApprovalEntry | undefined, person: Person): boolean {
  return entry?.preparedBy !== undefined && entry.preparedBy.id !== person.id;
}
