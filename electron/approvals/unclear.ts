import { PortcullisError, toPortcullisError, toWireError } from '../../shared/errors.ts';
import type { ApprovalStep } from '../../shared/model/approvals.ts';
import { linkTo } from '../link-to.ts';
import type { ApprovalEntry } from '../vault/body.ts';
import { deedKey } from './begin.ts';
import { conclude, saveRecord } from './conclude.ts';
import { deedOf } from './deeds.ts';
import type { Desk } from './desk.ts';
import { asUnsent, findApproval, withApproval } from './entry.ts';
import { canAskAbout, isRepeatable, isUnclear, type Live } from './live.ts';
import { decisionIn, foundDone } from './outcome.ts';
import { recordOf } from './record.ts';
import { wasFunded } from './was-funded.ts';

const DECISIONS = ['APPROVED', 'REJECTED'] as const;
/** So long after a sending Wise may still be at work on it: a "no" is not believed before, in milliseconds. */
const YOUNG_MS = 30_000;

/**
 * Asks Wise what became of an unclear approval: it is done and goes on record, or it is offered again. What may be sent twice is offered again without asking.
 * Throws `APPROVAL_CANNOT_ASK`, `APPROVAL_TOO_SOON` where it was sent a moment ago and Wise does not show it yet, and as `WiseClient.send`.
 */
export async function ask(desk: Desk, approvalId: string): Promise<ApprovalStep> {
  return ofUnclear(desk, approvalId, async (entry, live) => {
    if (!canAskAbout(entry)) throw new PortcullisError('APPROVAL_CANNOT_ASK');
    if (isRepeatable(entry)) return offerAgain(desk, entry, 'it may be sent again');
    const happened = await isDone(desk, entry);
    const retryAfterMs = youngFor(desk, entry);
    if (!happened && retryAfterMs > 0) throw new PortcullisError('APPROVAL_TOO_SOON', { retryAfterMs });
    if (!happened) return notDone(desk, entry, 'Wise says that it was not funded.');
    const step = await conclude(desk, { entry, live }, foundDone(entry));
    await desk.audit('approval.asked', 'ok', entry, 'Wise says that it was done');
    return step;
  });
}

/** Asks about everything unclear over a connection, so far as Wise can be asked. What cannot be told yet stays as it is: Wise may still be at work on what was sent a moment ago. */
export async function askUnclear(desk: Desk, connectionId: string): Promise<void> {
  const unclear = desk.body().approvals.filter((entry) => entry.connectionId === connectionId && isUnclear(entry, desk.live.get(entry.id)) && canAskAbout(entry));
  for (const { id } of unclear) await ask(desk, id).catch(() => undefined);
}

/** Milliseconds. When it was last sent is known in memory only; after a restart it was before that at the latest. */
function youngFor({ services, openedAt, live }: Desk, { id }: ApprovalEntry): number {
  const { sentAt = openedAt } = live.get(id) ?? {};
  return Math.min(YOUNG_MS, Date.parse(sentAt) + YOUNG_MS - services.now());
}

/** The person looked it up. Refused while Wise can be asked (`APPROVAL_UNCLEAR`). */
export async function settleByHand(desk: Desk, approvalId: string, happened: boolean): Promise<ApprovalStep> {
  return ofUnclear(desk, approvalId, async (entry, live) => {
    if (canAskAbout(entry) && !live.cannotTell) throw new PortcullisError('APPROVAL_UNCLEAR');
    if (!happened) return notDone(desk, entry, 'Looked up by hand: it did not happen.');
    const step = await conclude(desk, { entry, live }, { outcome: 'done', says: 'Looked up by hand: it happened. Wise’s answer had been lost.' });
    await desk.audit('approval.settled', 'ok', entry, 'done, as the person says');
    return step;
  });
}

/** Does nothing to what is not unclear any more; an outcome that could not be saved is saved now. */
async function ofUnclear(desk: Desk, approvalId: string, work: (entry: ApprovalEntry, live: Live) => Promise<ApprovalStep>): Promise<ApprovalStep> {
  desk.assertOpen();
  return desk.deeds.run(deedKey(findApproval(desk.body(), approvalId)), async () => {
    const entry = findApproval(desk.body(), approvalId);
    const live = desk.liveOf(approvalId);
    if (live.unsaved) return saveRecord(desk, entry, live.unsaved, live);
    if (!isUnclear(entry, live)) return { approval: desk.view(entry) };
    return work(entry, live);
  });
}

async function isDone(desk: Desk, entry: ApprovalEntry): Promise<boolean> {
  const { services } = desk;
  const live = desk.liveOf(entry.id);
  try {
    return await wasFunded(services, await linkTo(services, entry.connectionId), deedOf(entry.call, entry.id));
  } catch (thrown) {
    const { code, details: { status = 0 } } = toPortcullisError(thrown);
    // Wise answers, and does not tell: then the person may look.
    if (code === 'APPROVAL_CANNOT_ASK' || code === 'WISE_ANSWER_INVALID' || (status >= 400 && status <= 499 && status !== 401 && status !== 429)) live.cannotTell = true;
    live.error = toWireError(thrown);
    services.changed('approvals');
    await desk.audit('approval.asked', 'failed', entry, code);
    throw thrown;
  }
}

/** Goes on record as not done, and is offered again. */
async function notDone(desk: Desk, entry: ApprovalEntry, says: string): Promise<ApprovalStep> {
  const live = desk.live.get(entry.id);
  const record = recordOf(desk.body(), entry, live, { outcome: 'not done', says }, desk.services.now());
  const before = withoutSending(entry);
  await desk.services.vault.update((body) => ({ ...withApproval(body, before), approvalRecords: [...body.approvalRecords, record] }));
  return offered(desk, before, says);
}

async function offerAgain(desk: Desk, entry: ApprovalEntry, says: string): Promise<ApprovalStep> {
  const decision = deedOf(entry.call, entry.id).kind === 'three-ds' ? decisionIn(entry.call) : undefined;
  const mayBeDecided = DECISIONS.find((one) => one === decision);
  const before: ApprovalEntry = { ...withoutSending(entry), ...(mayBeDecided ? { mayBeDecided } : {}) };
  await desk.services.vault.update((body) => withApproval(body, before));
  return offered(desk, before, says);
}

async function offered(desk: Desk, entry: ApprovalEntry, says: string): Promise<ApprovalStep> {
  desk.live.delete(entry.id);
  await desk.audit('approval.asked', 'ok', entry, `offered again: ${says}`);
  desk.services.changed('approvals', 'records');
  return { approval: desk.view(entry) };
}

function withoutSending(entry: ApprovalEntry): ApprovalEntry {
  const { approvedBy: _approvedBy, ...before } = asUnsent(entry);
  return before;
}
