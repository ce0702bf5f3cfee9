import { PortcullisError } from '../../shared/errors.ts';
import type { ApprovalItem } from '../../shared/model/approvals.ts';
import { isSameCall } from '../approvals/deeds.ts';
import { withApproval } from '../approvals/entry.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import type { ApprovalEntry, VaultBody } from '../vault/body.ts';
import { LONGEST_KEY, type Draft } from './draft.ts';

/**
 * Puts it into the vault, prepared by who is there. The same call is there once; another call for the same deed takes its place as long as nothing was begun.
 * Throws `APPROVAL_CALL_INVALID`, `APPROVAL_UNDER_WAY`, `APPROVAL_UNCLEAR`.
 */
export async function saveDraft(services: Services, draft: Draft): Promise<ApprovalItem> {
  const { vault, session, audit, inbox } = services;
  if (draft.key.length > LONGEST_KEY) throw new PortcullisError('APPROVAL_CALL_INVALID', { field: 'path', reason: 'It is too long for its kind.' });
  const entry: ApprovalEntry = { ...draft, preparedBy: session.person(), shown: [] };
  let key = draft.key;
  await vault.update((body) => {
    const before = openOne(body, draft);
    if (!before) return withApproval(body, entry);
    ({ key } = before);
    if (isSameCall(before.call, draft.call)) return body;
    assertNotBegun(services, before);
    return withApproval(body, { ...entry, id: before.id });
  });
  inbox.kept(draft.connectionId).dropDraft(draft.key);
  await audit({ kind: 'approval.prepared', outcome: 'ok', subject: findConnection(vault.read(), draft.connectionId).name, says: `${key.slice(0, LONGEST_KEY)}, from ${SOURCES[draft.origin]}` });
  return inbox.find(draft.connectionId, key);
}

const SOURCES: Readonly<Record<ApprovalEntry['origin'], string>> = { wise: 'Wise', hand: 'this screen', link: 'a link', file: 'a file', webhook: 'a webhook' };

/** What is open of the same deed; of calls that are not known, the same call. */
function openOne({ approvals }: VaultBody, { connectionId, key, kind, call }: Draft): ApprovalEntry | undefined {
  return approvals.find((one) => one.connectionId === connectionId && (one.key === key || (kind === 'call' && isSameCall(one.call, call))));
}

/** Throws `APPROVAL_UNCLEAR`, `APPROVAL_UNDER_WAY`. */
function assertNotBegun({ approvals }: Services, entry: ApprovalEntry): void {
  const { state } = approvals.viewOf(entry);
  if (state === 'unclear') throw new PortcullisError('APPROVAL_UNCLEAR');
  if (state !== 'prepared') throw new PortcullisError('APPROVAL_UNDER_WAY');
}
