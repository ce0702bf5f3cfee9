import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { approvalFor, withoutApproval } from '../approvals/entry.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import type { ApprovalEntry } from '../vault/body.ts';

/** Takes out what was put in here, or handed over; what Wise lists stays. Throws `APPROVAL_NOT_FOUND`, `APPROVAL_UNCLEAR`, `APPROVAL_UNDER_WAY`. */
export async function discard(services: Services, { connectionId, key }: Parsed<'approvals.discard'>): Promise<void> {
  const { vault, audit, inbox, changed } = services;
  const { name } = findConnection(vault.read(), connectionId);
  let found = inbox.kept(connectionId).draft(key) !== undefined;
  await vault.update((body) => {
    const entry = approvalFor(body, connectionId, key);
    if (!entry || !isOurs(entry)) return body;
    assertAtRest(services, entry);
    found = true;
    return withoutApproval(body, entry.id);
  });
  if (!found) throw new PortcullisError('APPROVAL_NOT_FOUND');
  inbox.kept(connectionId).dropDraft(key);
  changed('approvals');
  await audit({ kind: 'approval.discarded', outcome: 'ok', subject: name, says: key });
}

function isOurs({ origin, isHandedOver }: ApprovalEntry): boolean {
  return origin !== 'wise' || isHandedOver === true;
}

function assertAtRest({ approvals }: Services, entry: ApprovalEntry): void {
  const { state } = approvals.viewOf(entry);
  if (state === 'unclear') throw new PortcullisError('APPROVAL_UNCLEAR');
  if (state === 'sending') throw new PortcullisError('APPROVAL_UNDER_WAY');
}
