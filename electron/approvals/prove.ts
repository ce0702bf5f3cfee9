import { PortcullisError, toPortcullisError, toWireError } from '../../shared/errors.ts';
import { PHONE_CHALLENGES, type ApprovalStep, type ChallengeType, type PhoneChallenge } from '../../shared/model/approvals.ts';
import { linkTo } from '../link-to.ts';
import { mayHaveArrived } from '../sca/lost.ts';
import { triggerCode, verifyProof } from '../sca/one-time-token.ts';
import { hasPassed, isClear } from '../sca/token-status.ts';
import type { ApprovalEntry } from '../vault/body.ts';
import { deedKey } from './begin.ts';
import type { Desk, Opening } from './desk.ts';
import { asUnsent, findApproval } from './entry.ts';
import { challengeFor, hasEnded, isUnclear, type Live, type TokenAtWork } from './live.ts';
import type { ProofOf } from './proof-value.ts';
import { openingView, sessionOpened } from './start-session.ts';

/** Between two codes to the phone by the same way, in milliseconds. */
const CODE_WAIT_MS = 30_000;

/** What is being cleared: of an entry, or of a session that has none. */
type Subject = { about: Pick<ApprovalEntry, 'id' | 'key' | 'connectionId'>; entry?: ApprovalEntry; opening?: Opening; live: Live };
type Clearing = Subject & { token: TokenAtWork };

/** Asks for a code on the phone. Throws as `approvals.trigger` of the contract. */
export async function trigger(desk: Desk, approvalId: string, way: PhoneChallenge): Promise<ApprovalStep> {
  return clearing(desk, approvalId, async ({ about, token }) => {
    const { services } = desk;
    const index = challengeFor(token, way);
    if (index === undefined) throw new PortcullisError('SCA_NOT_ENROLLED', { field: way });
    const retryAfterMs = (token.codeAgainAt.get(way) ?? 0) - services.now();
    if (retryAfterMs > 0) throw new PortcullisError('SCA_CODE_WAIT', { retryAfterMs });
    const link = await linkTo(services, about.connectionId);
    const { hint } = await triggerCode(services, link, desk.scaOf(about.connectionId, token), way).catch((thrown: unknown) => {
      // The code may come all the same; another one may be asked for at once.
      if (mayHaveArrived(thrown)) noteSent(desk, token, index, { way }, 0);
      throw thrown;
    });
    token.codeAgainAt.set(way, noteSent(desk, token, index, { way, ...(hint === undefined ? {} : { hint }) }, CODE_WAIT_MS));
    // The built-in sandbox shows what it sent.
    services.changed('phone');
    await desk.audit('approval.challenge', 'ok', about, `a code was asked for by ${way}`);
  });
}

/** Answers when another one may be asked for, in milliseconds since 1970. */
function noteSent({ services }: Desk, { sent }: TokenAtWork, index: number, code: { way: PhoneChallenge; hint?: string }, waitMs: number): number {
  const [at, againAt] = [services.now(), services.now() + waitMs];
  sent.set(index, { ...code, at: new Date(at).toISOString(), againAt: new Date(againAt).toISOString() });
  return againAt;
}

/** Gives one proof; `valueOf` makes its bytes, which are zeroed here. Throws as `approvals.prove` of the contract. */
export async function prove(desk: Desk, approvalId: string, way: ChallengeType, valueOf: (whose: ProofOf) => Promise<Buffer>): Promise<ApprovalStep> {
  return clearing(desk, approvalId, async ({ about, token }) => {
    // A second press on the same button.
    if (hasPassed(token.status, way) && challengeFor(token, way) === undefined) return;
    const index = challengeFor(token, way);
    if (index === undefined) throw new PortcullisError('SCA_NOT_ENROLLED', { field: way });
    if (isOfPhone(way) && ![...token.sent.values()].some((code) => code.way === way)) throw new PortcullisError('SCA_CODE_NOT_SENT');
    const link = await linkTo(desk.services, about.connectionId);
    // Their endpoints are those of a profile.
    if (token.profileId === undefined && !isOfPhone(way)) throw new PortcullisError('APPROVAL_CALL_INVALID', { field: 'profileId' });
    const value = await valueOf({ clientId: link.target.clientId, profileId: token.profileId ?? 0 });
    try {
      desk.assertOpen();
      token.status = await verifyProof(desk.services, link, desk.scaOf(about.connectionId, token), { way, value });
    } finally {
      value.fill(0);
    }
    token.cleared.push({ type: way, at: new Date(desk.services.now()).toISOString() });
    await desk.audit('approval.challenge', 'ok', about, `${way} passed${isClear(token.status) ? '; every proof is there' : ''}`);
  });
}

/** Works on the token of an approval, one work at a time; what went wrong stands in its view until the next. */
async function clearing(desk: Desk, approvalId: string, work: (clearing: Clearing) => Promise<void>): Promise<ApprovalStep> {
  desk.assertOpen();
  const { key } = subjectOf(desk, approvalId);
  return desk.deeds.run(key, async () => {
    const subject = subjectOf(desk, approvalId);
    const { live } = subject;
    try {
      await work({ ...subject, token: tokenOf(desk, subject) });
      live.error = undefined;
    } catch (thrown) {
      await failed(desk, subject, thrown);
    }
    desk.services.changed('approvals');
    return { approval: await viewOf(desk, subject) };
  });
}

function subjectOf(desk: Desk, approvalId: string): Subject & { key: string } {
  const live = desk.liveOf(approvalId);
  const opening = desk.opening.get(approvalId);
  if (opening) return { about: opening, opening, live, key: opening.key };
  const entry = findApproval(desk.body(), approvalId);
  return { about: entry, entry, live, key: deedKey(entry) };
}

/** Throws `APPROVAL_UNCLEAR`, `SCA_TOKEN_ENDED`. */
function tokenOf(desk: Desk, { entry, live }: Subject): TokenAtWork {
  if (entry && isUnclear(entry, live)) throw new PortcullisError('APPROVAL_UNCLEAR');
  if (!live.token || hasEnded(live.token, desk.services.now())) throw new PortcullisError('SCA_TOKEN_ENDED');
  return live.token;
}

/** A token that has ended, or that is not ours, is of no use any more. */
async function failed(desk: Desk, { about, live }: Subject, thrown: unknown): Promise<never> {
  const { code } = toPortcullisError(thrown);
  live.error = toWireError(thrown);
  if (code === 'SCA_TOKEN_ENDED' || code === 'SCA_OTHER_TOKEN') {
    live.token = undefined;
    desk.saveLater(about.id, asUnsent);
  }
  desk.services.changed('approvals');
  await desk.audit('approval.challenge', code.startsWith('SCA_') ? 'refused' : 'failed', about, code);
  throw thrown;
}

async function viewOf(desk: Desk, { about, opening, live }: Subject): Promise<NonNullable<ApprovalStep['approval']>> {
  if (!opening) return desk.view(findApproval(desk.body(), about.id));
  const view = openingView(desk, opening, live);
  if (live.token && isClear(live.token.status)) await sessionOpened(desk, opening);
  return view;
}

function isOfPhone(way: ChallengeType): boolean {
  return PHONE_CHALLENGES.some((one) => one === way);
}
