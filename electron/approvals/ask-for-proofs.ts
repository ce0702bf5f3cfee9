import { PortcullisError, toPortcullisError, toWireError } from '../../shared/errors.ts';
import type { ApprovalStep } from '../../shared/model/approvals.ts';
import { askStatus } from '../sca/one-time-token.ts';
import type { TokenStatus } from '../sca/token-status.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { Secret } from '../wise/secret.ts';
import { deedOf } from './deeds.ts';
import type { Sending } from './desk.ts';
import { asBefore, asUnsent, findApproval } from './entry.ts';
import { canAskAbout, type TokenAtWork } from './live.ts';
import type { Reply } from './protected-call.ts';

/** Of a token whose status is not asked for, in seconds (WISE.md, "SCA"). */
const USUAL_VALIDITY_SECONDS = 3600;

/** Wise gave a one-time token instead of doing anything. Where another was sent along, that one had ended or did not fit. */
export async function askForProofs(sending: Sending, token: Secret<string>): Promise<ApprovalStep> {
  const { desk, entry, live } = sending;
  const before = live.token;
  live.didNothing = true;
  live.token = undefined;
  // Where Wise can be asked, the mark stays until it is over, put off or locked: a crash before that costs a question, and every approval is spared a save.
  if (!canAskAbout(entry)) desk.saveLater(entry.id, asUnsent);
  try {
    live.token = await tokenAtWork(sending, token, before);
  } catch (thrown) {
    live.error = toWireError(thrown);
    desk.saveLater(entry.id, asBefore);
    await desk.audit('approval.begun', 'failed', entry, toPortcullisError(thrown).code);
    throw thrown;
  }
  live.isSending = false;
  live.error = before ? toWireError(new PortcullisError('SCA_TOKEN_ENDED')) : undefined;
  const { challenges } = live.token.status;
  await desk.audit('approval.begun', 'ok', entry, live.token.isSigned ? 'Wise gave a token to be signed' : `Wise asks for ${challenges.map(({ ways, unknown }) => [...ways, ...unknown].join(' or ')).join(' and ')}`);
  return { approval: desk.view(findApproval(desk.body(), entry.id)) };
}

async function tokenAtWork({ desk, entry, link }: Sending, token: Secret<string>, before: TokenAtWork | undefined): Promise<TokenAtWork> {
  const { connectionId } = entry;
  const { services } = desk;
  const profileId = desk.profileOf(entry);
  if (profileId !== undefined && deedOf(entry.call, entry.id).risk === 'low') desk.sessions.closed(connectionId, profileId);
  const isSigned = desk.signsTokens(connectionId);
  if (isSigned && !desk.hasScaKey(connectionId)) throw new PortcullisError('SCA_KEY_MISSING');
  const status: TokenStatus = isSigned ? { challenges: [], validitySeconds: USUAL_VALIDITY_SECONDS } : await askStatus(services, link, desk.scaOf(connectionId, { token, profileId }));
  const isSame = before?.token.reveal() === token.reveal();
  return {
    token, profileId, isSigned, status, endsAt: services.now() + status.validitySeconds * 1000,
    sent: isSame ? before.sent : new Map(), codeAgainAt: before?.codeAgainAt ?? new Map(), cleared: isSame ? before.cleared : [],
  };
}

/** Wise did not take the signature of a one-time token. */
export async function refuseOldWay({ desk, entry, live }: Sending, { answer }: Extract<Reply, { kind: 'asks' | 'refused' }>): Promise<never> {
  const error = errorFromAnswer(answer, 'SCA_OLD_WAY_REFUSED');
  live.didNothing = true;
  live.token = undefined;
  live.error = toWireError(error);
  desk.saveLater(entry.id, asBefore);
  await desk.audit('approval.sent', 'refused', entry, `${error.code}; nothing was done`);
  throw error;
}
