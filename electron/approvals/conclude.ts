import type { ApprovalRecord, ApprovalStep } from '../../shared/model/approvals.ts';
import { toWireError } from '../../shared/errors.ts';
import type { ApprovalEntry, VaultBody } from '../vault/body.ts';
import { scrub } from '../wise/secret.ts';
import { withoutApproval } from './entry.ts';
import type { Desk } from './desk.ts';
import type { Live } from './live.ts';
import type { Outcome } from './outcome.ts';
import { recordOf, type Answered } from './record.ts';

/**
 * It is over: its record takes the place of the entry, in one save, before anybody is told.
 * Where that cannot be saved the record is kept in memory, for the next try. Throws what the vault throws.
 */
export async function conclude(desk: Desk, { entry, live }: { entry: ApprovalEntry; live: Live | undefined }, outcome: Outcome, answered?: Answered): Promise<ApprovalStep> {
  // What went well may repeat what was sent.
  const told = answered && { ...answered, text: scrub(answered.text, live?.token ? [live.token.token.reveal()] : []) };
  const record = recordOf(desk.body(), entry, live, outcome, desk.services.now(), told);
  if (live) live.unsaved = record;
  if (told) desk.answers.add(record.id, told.text);
  return saveRecord(desk, entry, record, live);
}

/** Saves a record in place of its entry. */
export async function saveRecord(desk: Desk, entry: ApprovalEntry, record: ApprovalRecord, live: Live | undefined): Promise<ApprovalStep> {
  const { vault, inbox, changed } = desk.services;
  try {
    await vault.update((body) => withRecord(withoutApproval(body, entry.id), record));
  } catch (thrown) {
    if (live) {
      live.isSending = false;
      live.error = toWireError(thrown);
    }
    throw thrown;
  }
  desk.live.delete(entry.id);
  // What Wise lists still waits there when nothing came of it.
  if (record.outcome === 'done' || entry.origin !== 'wise') inbox.remove(entry.connectionId, entry.key);
  changed('approvals', 'records');
  return { record };
}

function withRecord(body: VaultBody, record: ApprovalRecord): VaultBody {
  return body.approvalRecords.some(({ id }) => id === record.id) ? body : { ...body, approvalRecords: [...body.approvalRecords, record] };
}
