import { withoutApproval } from '../approvals/entry.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import type { ApprovalEntry } from '../vault/body.ts';
import { askAnew } from './ask-anew.ts';
import { attempt, type Ask } from './ask.ts';
import type { Kept } from './kept.ts';

/** What was put in here and that Wise's new list lacks is asked for by itself: it is shown as it is now, or dropped when Wise says that it waits no more. Nothing that was begun is touched. */
export async function dropGone(services: Services, ask: Ask, kept: Kept): Promise<void> {
  for (const entry of unlisted(services, kept)) {
    const item = services.inbox.find(kept.connectionId, entry.key);
    const found = await attempt(() => askAnew(ask, item, kept));
    if ('error' in found) continue;
    if ('waiting' in found.value) kept.put(found.value.waiting);
    // A number that Wise does not know may be mistyped: the person looks at it.
    else if (found.value.isKnown) await drop(services, entry, found.value.says);
  }
}

function isFunding({ kind }: ApprovalEntry): boolean {
  return kind === 'fund-transfer' || kind === 'fund-batch';
}

function unlisted({ vault, approvals }: Services, kept: Kept): ApprovalEntry[] {
  return vault.read().approvals.filter((entry) => entry.connectionId === kept.connectionId && isFunding(entry) && !kept.waiting(entry.key) && approvals.viewOf(entry).state === 'prepared');
}

async function drop(services: Services, { id, key, connectionId }: ApprovalEntry, says: string): Promise<void> {
  const { vault, audit, approvals } = services;
  let isDropped = false;
  await vault.update((body) => {
    const now = body.approvals.find((one) => one.id === id);
    isDropped = now !== undefined && approvals.viewOf(now).state === 'prepared';
    return isDropped ? withoutApproval(body, id) : body;
  });
  if (isDropped) await audit({ kind: 'approval.discarded', outcome: 'ok', subject: findConnection(vault.read(), connectionId).name, says: `${key}. ${says}` });
}
