import { useState } from 'react';
import type { ApprovalItem, ApprovalRecord, Money } from '../../../shared/model/approvals.ts';

/** Several that are approved one after the other, each with its own token. */
export type Queue = {
  keys: readonly string[];
  /** Where it stands in `keys`. */
  at: number;
  amounts: readonly (Money | undefined)[];
  /** What each came to, in order. */
  records: readonly ApprovalRecord[];
};

/** Where the queue goes after a record of the item it stands at. It goes on by itself only when that was done. */
export function afterRecord(queue: Queue, key: string, record: ApprovalRecord): { queue: Queue; next?: string } {
  if (queue.keys[queue.at] !== key) return { queue };
  const moved = { ...queue, records: [...queue.records, record], at: queue.at + 1 };
  const next = moved.keys[moved.at];
  return record.outcome === 'done' && next !== undefined ? { queue: moved, next } : { queue: moved };
}

/** Sums of what was done and of all of it. */
export function progressOf({ amounts, records }: Queue): { done: Money[]; all: Money[] } {
  return { done: records.flatMap(({ outcome, amount }) => (outcome === 'done' && amount ? [amount] : [])), all: amounts.filter((one) => one !== undefined) };
}

export function useQueue() {
  const [queue, setQueue] = useState<Queue>();
  const start = (items: readonly ApprovalItem[]) => setQueue({ keys: items.map(({ key }) => key), at: 0, amounts: items.map(({ amount }) => amount), records: [] });
  return { queue, setQueue, start, stop: () => setQueue(undefined) };
}
