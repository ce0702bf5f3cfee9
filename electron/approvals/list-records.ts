import type { ApprovalRecord } from '../../shared/model/approvals.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { VaultBody } from '../vault/body.ts';

export type RecordFilter = Omit<Parsed<'approvals.records'>, 'before' | 'limit'>;

/** The records that fit, newest first; `matching`: how many there are in all. */
export function listRecords(body: Pick<VaultBody, 'approvalRecords'>, { before, limit, ...filter }: Parsed<'approvals.records'>): { records: ApprovalRecord[]; matching: number } {
  const found = matchingRecords(body, filter);
  const start = before === undefined ? 0 : found.findIndex(({ id }) => id === before) + 1;
  return { records: found.slice(start, start + limit), matching: found.length };
}

/** All that fit, newest first. Days are those of UTC, both included. */
export function matchingRecords({ approvalRecords }: Pick<VaultBody, 'approvalRecords'>, { connectionId, kinds, outcome, text, from, to }: RecordFilter): ApprovalRecord[] {
  const words = text?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  return approvalRecords.filter((record) => {
    const day = record.at.slice(0, 10);
    return (connectionId === undefined || record.connectionId === connectionId)
      && (kinds === undefined || kinds.length === 0 || kinds.includes(record.kind))
      && (outcome === undefined || record.outcome === outcome)
      && (from === undefined || day >= from) && (to === undefined || day <= to)
      && (words.length === 0 || holds(record, words));
  }).toReversed();
}

function holds({ title, says, key, shown, call, traceId = '', correlationId = '', preparedBy, approvedBy, amount }: ApprovalRecord, words: readonly string[]): boolean {
  const people = [preparedBy?.name ?? '', approvedBy?.name ?? ''];
  const all = [title, says, key, call.path, traceId, correlationId, ...people, amount ? `${amount.value} ${amount.currency}` : '', ...shown.map(({ value }) => value)].join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}
