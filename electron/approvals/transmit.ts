import { PortcullisError, toWireError } from '../../shared/errors.ts';
import type { ApprovalStep } from '../../shared/model/approvals.ts';
import { signOneTimeToken } from '../sca-keys/sign-token.ts';
import { blockedError } from '../sca/refusal.ts';
import type { ApprovalEntry } from '../vault/body.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { WiseLink } from '../wise/clients.ts';
import { askForProofs, refuseOldWay } from './ask-for-proofs.ts';
import { conclude } from './conclude.ts';
import { deedOf } from './deeds.ts';
import type { Desk, Sending } from './desk.ts';
import { asBefore, asUnsent, withApproval } from './entry.ts';
import type { Live, TokenAtWork } from './live.ts';
import { outcomeOf, refusalOf } from './outcome.ts';
import { sendProtected, type Approval, type Reply } from './protected-call.ts';
import { sealCall } from './sealed-call.ts';

/**
 * Sends the call of an entry once, with its cleared token where there is one, and sees to what comes of it.
 * That it is sent is saved before; if it cannot be saved, nothing is sent.
 * Throws `APPROVAL_UNCLEAR`, `SCA_*`, what sealing the call, the vault and the audit log throw, and the error of a call that did nothing.
 */
export async function transmit(desk: Desk, link: WiseLink, entry: ApprovalEntry, live: Live): Promise<ApprovalStep> {
  const approval = live.token && (await approvalWith(desk, entry, live.token));
  live.sealed ??= await sealCall(desk.services, entry.connectionId, entry.call);
  live.error = undefined;
  live.isSending = true;
  try {
    const sending = { desk, link, live, entry: await noteSending(desk, entry, live) };
    live.didNothing = false;
    const reply = await sendProtected(desk.services, link, live.sealed, approval);
    return await handle(sending, reply);
  } finally {
    live.isSending = false;
    desk.services.changed('approvals');
  }
}

async function approvalWith({ services }: Desk, { connectionId }: ApprovalEntry, { token, isSigned }: TokenAtWork): Promise<Approval> {
  return isSigned ? { token, signature: await signOneTimeToken(services, connectionId, token) } : { token };
}

/** What is on disk from now on says that it may have gone out. What only reads can be sent again at any time. */
async function noteSending(desk: Desk, entry: ApprovalEntry, live: Live): Promise<ApprovalEntry> {
  const sentAt = new Date(desk.services.now()).toISOString();
  const noted = { ...entry, ...(live.sealed ? { bodySha256: live.sealed.bodySha256 } : {}), ...(entry.call.method === 'GET' ? {} : { sentAt }) };
  // The same call went out before, and the mark of that stands: it is not saved twice. A save that is under way may take the mark away.
  if (desk.isSaving || entry.sentAt === undefined || entry.bodySha256 !== noted.bodySha256) await desk.services.vault.update((body) => withApproval(body, noted));
  live.sentAt = sentAt;
  if (!desk.isClosing) return noted;
  live.didNothing = true;
  await desk.save(entry.id, live.token ? asUnsent : asBefore);
  throw new PortcullisError('VAULT_LOCKED');
}

async function handle(sending: Sending, reply: Reply): Promise<ApprovalStep> {
  const { desk, entry, live } = sending;
  switch (reply.kind) {
    case 'answered': return answered(sending, reply);
    case 'asks': return live.token?.isSigned ? refuseOldWay(sending, reply) : askForProofs(sending, reply.token);
    case 'blocked': return didNothing(sending, await blocked(sending, reply));
    case 'refused': return live.token?.isSigned && reply.answer.status === 403 ? refuseOldWay(sending, reply) : over(sending, refusalOf(entry, reply.answer), reply.answer, reply.answer.body.reveal());
    case 'nothing': return didNothing(sending, reply.error);
    case 'unclear': return entry.call.method === 'GET' ? didNothing(sending, reply.error) : unclear(desk, entry, live, reply.error);
  }
}

async function answered(sending: Sending, { answer, text }: Extract<Reply, { kind: 'answered' }>): Promise<ApprovalStep> {
  const { desk, entry, live } = sending;
  const outcome = outcomeOf(entry, answer, text);
  if (!outcome) return unclear(desk, entry, live, errorFromAnswer(answer, 'WISE_ANSWER_INVALID'));
  const profileId = desk.profileOf(entry);
  if (deedOf(entry.call, entry.id).risk === 'low' && live.token && !live.token.isSigned && profileId !== undefined) desk.sessions.opened(entry.connectionId, profileId);
  return over(sending, outcome, answer, text);
}

async function over({ desk, entry, link, live }: Sending, outcome: ReturnType<typeof refusalOf>, answer: Parameters<typeof refusalOf>[1], text: string): Promise<ApprovalStep> {
  const certificate = link.target.certificate?.name;
  const step = await conclude(desk, { entry, live }, outcome, { answer, text, ...(certificate === undefined ? {} : { certificate }) });
  const trace = answer.exchange.traceId === undefined ? '' : `, trace ${answer.exchange.traceId}`;
  await desk.audit('approval.sent', outcome.outcome === 'done' ? 'ok' : 'refused', entry, `${outcome.outcome}: Wise answered ${answer.status}${trace}`);
  return step;
}

async function blocked({ desk, entry }: Sending, { answer }: Extract<Reply, { kind: 'blocked' }>): Promise<PortcullisError> {
  const profileId = desk.profileOf(entry);
  if (profileId === undefined) return errorFromAnswer(answer, 'SCA_BLOCKED');
  return blockedError(desk.services, { connectionId: entry.connectionId, profileId }, { answer });
}

/** It is certain that nothing was done: as before it was sent. A cleared token can be sent again. */
export async function didNothing({ desk, entry, live }: Sending, error: PortcullisError): Promise<never> {
  live.didNothing = true;
  live.error = toWireError(error);
  desk.saveLater(entry.id, live.token ? asUnsent : asBefore);
  await desk.audit('approval.sent', 'failed', entry, `${error.code}; nothing was done`);
  throw error;
}

async function unclear(desk: Desk, entry: ApprovalEntry, live: Live, error: PortcullisError): Promise<never> {
  const { correlationId } = error.details;
  const told = new PortcullisError('APPROVAL_UNCLEAR', { ...error.details, reason: error.code }, { cause: error });
  live.error = toWireError(told);
  live.token = undefined;
  if (correlationId !== undefined) desk.saveLater(entry.id, (kept) => ({ ...kept, correlationId }));
  await desk.audit('approval.sent', 'failed', entry, `its answer was lost: ${error.code}`);
  throw told;
}
