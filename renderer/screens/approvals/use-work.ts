import { useState } from 'react';
import type { ApprovalItem, ApprovalRecord } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { go } from '../../place.ts';
import { waitingForYou } from './title.ts';
import { afterRecord, useQueue } from './use-queue.ts';
import { useSteps, type Steps } from './use-steps.ts';

/** `item`: as it stood in the list, at the row `at`. */
export type Finished = { key: string; record: ApprovalRecord; item: ApprovalItem | undefined; at: number };

export function open({ key }: Pick<ApprovalItem, 'key'>): void {
  go({ screen: 'approvals', key });
}

/** Begins it, unless it was begun before: then it goes on where it stood. */
function beginOrGoOn(item: ApprovalItem | undefined, steps: Steps): void {
  if (item && (item.approval === undefined || item.approval.state === 'prepared')) void steps.begin(item);
}

/** Which approval goes on where: the steps of one, what it came to, and several in a row. */
export function useWork(connection: ConnectionSummary, rows: readonly ApprovalItem[]) {
  const [finished, setFinished] = useState<Finished>();
  const { queue, setQueue, start, stop } = useQueue();
  const goOnWith = (key: string, steps: Steps) => {
    setFinished(undefined);
    open({ key });
    beginOrGoOn(rows.find((row) => row.key === key), steps);
  };
  const steps = useSteps(connection.id, (key, record, self) => {
    const row = rows.findIndex((one) => one.key === key);
    setFinished({ key, record, item: rows[row], at: row });
    if (!queue) return;
    const after = afterRecord(queue, key, record);
    setQueue(after.queue);
    if (after.next !== undefined) goOnWith(after.next, self);
  });
  const approve = (items: readonly ApprovalItem[]) => {
    start(items);
    goOnWith(items[0]!.key, steps);
  };
  const handOver = async (items: readonly ApprovalItem[]) => {
    for (const item of items) {
      if (!(await steps.handOver(item))) return open(item);
    }
  };
  const queued = queue?.keys[queue.at];
  const next = rows.find(({ key }) => key === queued) ?? waitingForYou(rows).find(({ key }) => key !== finished?.key);
  return { steps, finished, forget: () => setFinished(undefined), queue, stop, approve, handOver, next, isQueued: next !== undefined && next.key === queued, goOn: (key: string) => goOnWith(key, steps) };
}
