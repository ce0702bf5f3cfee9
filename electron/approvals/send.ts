import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { ApprovalStep } from '../../shared/model/approvals.ts';
import { linkTo } from '../link-to.ts';
import { isClear } from '../sca/token-status.ts';
import type { ApprovalEntry } from '../vault/body.ts';
import { deedKey } from './begin.ts';
import { saveRecord } from './conclude.ts';
import type { Desk } from './desk.ts';
import { asBefore, findApproval } from './entry.ts';
import { assertApproved } from './four-eyes.ts';
import { hasEnded, isUnclear, type Live } from './live.ts';
import { assertUnchanged } from './shown.ts';
import { transmit } from './transmit.ts';

/** For so long after Wise said what an item is, it is not asked again: milliseconds. */
const FRESH_MS = 60_000;

/** Repeats the call with its cleared token, the same to the byte. Throws as `approvals.send` of the contract. */
export async function send(desk: Desk, approvalId: string): Promise<ApprovalStep> {
  desk.assertOpen();
  const { services } = desk;
  return desk.deeds.run(deedKey(findApproval(desk.body(), approvalId)), async () => {
    const entry = findApproval(desk.body(), approvalId);
    const live = desk.liveOf(approvalId);
    if (live.unsaved) return saveRecord(desk, entry, live.unsaved, live);
    if (isUnclear(entry, live)) throw new PortcullisError('APPROVAL_UNCLEAR');
    assertClear(live, services.now());
    assertApproved(desk.body(), entry);
    const link = await linkTo(services, entry.connectionId);
    // Also when the clock was set back meanwhile.
    if (Math.abs(services.now() - (live.freshAt ?? 0)) > FRESH_MS) await assertStillSo(desk, entry, live);
    desk.assertOpen();
    return transmit(desk, link, entry, live);
  });
}

/** Asks Wise once more what it is. Throws `APPROVAL_CHANGED`, `APPROVAL_NOT_FOUND`; what waits no more is not open here either. */
async function assertStillSo(desk: Desk, entry: ApprovalEntry, live: Live): Promise<void> {
  const { inbox, now } = desk.services;
  const item = await inbox.fresh(entry.connectionId, entry.key).catch(async (thrown: unknown) => {
    if (toPortcullisError(thrown).code === 'APPROVAL_NOT_FOUND') {
      live.token = undefined;
      await desk.save(entry.id, asBefore);
    }
    throw thrown;
  });
  assertUnchanged(entry, { ...item, call: entry.call });
  live.freshAt = now();
}

function assertClear({ token }: Live, now: number): void {
  if (!token) throw new PortcullisError('APPROVAL_NOT_CLEAR');
  if (hasEnded(token, now)) throw new PortcullisError('SCA_TOKEN_ENDED');
  if (!isClear(token.status)) throw new PortcullisError('APPROVAL_NOT_CLEAR');
}

/** Not now: drops the one-time token, also of a session that was being opened. Throws `APPROVAL_UNCLEAR`. */
export async function putOff(desk: Desk, approvalId: string): Promise<void> {
  const opening = desk.opening.get(approvalId);
  if (opening) {
    desk.opening.delete(approvalId);
    desk.live.delete(approvalId);
    return;
  }
  await desk.deeds.run(deedKey(findApproval(desk.body(), approvalId)), async () => {
    const entry = findApproval(desk.body(), approvalId);
    if (isUnclear(entry, desk.live.get(approvalId))) throw new PortcullisError('APPROVAL_UNCLEAR');
    await desk.save(approvalId, asBefore);
    desk.live.delete(approvalId);
    desk.services.changed('approvals');
  });
}
