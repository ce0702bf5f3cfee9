import type { ApprovalInbox, ApprovalItem, Money } from '../../shared/model/approvals.ts';
import type { WiseBatchGroup } from '../wise/batch-groups.ts';
import type { WiseTransfer } from '../wise/transfers.ts';

/** Whose balance it is. */
export type Owner = { id: number; name?: string };
export type WaitingTransfer = { kind: 'fund-transfer'; owner: Owner; transfer: WiseTransfer };
/** `transfers`: those of it that are known. `at`: when it was made, ISO 8601. */
export type WaitingBatch = { kind: 'fund-batch'; owner: Owner; group: WiseBatchGroup; transfers: readonly WiseTransfer[]; at?: string };
/** Something that waits at Wise for its money. */
export type Waiting = WaitingTransfer | WaitingBatch;

export type Problem = ApprovalInbox['problems'][number];
export type Balance = ApprovalInbox['balances'][number];

/** What takes a call of its own for each transfer. `null`: Wise does not tell. */
export type Details = { payee?: NonNullable<ApprovalItem['payee']> | null; fee?: Money | null };

export function keyOf(waiting: Waiting): string {
  return waiting.kind === 'fund-transfer' ? transferKey(waiting.transfer.id) : batchKey(waiting.group.id);
}

export function transferKey(transferId: number): string {
  return `transfer:${transferId}`;
}

export function batchKey(batchGroupId: string): string {
  return `batch:${batchGroupId.toLowerCase()}`;
}
