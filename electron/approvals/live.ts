import type { WireError } from '../../shared/ipc/result.ts';
import type { ApprovalRecord, Challenge, ChallengeType, OpenApproval, PhoneChallenge } from '../../shared/model/approvals.ts';
import { isClear, type TokenStatus } from '../sca/token-status.ts';
import type { ApprovalEntry } from '../vault/body.ts';
import type { Secret } from '../wise/secret.ts';
import { deedOf } from './deeds.ts';
import type { SealedCall } from './sealed-call.ts';

/** A one-time token and what became of its proofs. In memory only. */
export type TokenAtWork = {
  readonly token: Secret<string>;
  readonly profileId: number | undefined;
  /** Of the old way there are no proofs: it is signed. */
  readonly isSigned: boolean;
  status: TokenStatus;
  /** By this machine's clock, milliseconds since 1970. */
  endsAt: number;
  /** Codes sent to the phone, by the challenge they are for. */
  readonly sent: Map<number, NonNullable<Challenge['sent']>>;
  readonly codeAgainAt: Map<PhoneChallenge, number>;
  readonly cleared: ApprovalRecord['challenges'];
};

/** What is known of an open approval beside its entry. It is changed in place; whoever still holds it after a lock changes nothing that counts. */
export type Live = {
  readonly id: string;
  isSending: boolean;
  /** Wise's answer says that nothing that was sent did anything; the vault may still note that it was. */
  didNothing: boolean;
  /** When it was last sent; the entry notes when it first was. */
  sentAt?: string;
  /** Made once, so that what is sent twice is the same to the byte. */
  sealed?: SealedCall | undefined;
  token?: TokenAtWork | undefined;
  /** When Wise was last asked what the item is. */
  freshAt?: number;
  error?: WireError | undefined;
  /** What came out and could not be saved yet. */
  unsaved?: ApprovalRecord | undefined;
  /** Wise was asked what became of it, and does not tell. */
  cannotTell?: boolean;
};

export function newLive(id: string): Live {
  return { id, isSending: false, didNothing: false };
}

/** The call may have gone out, and what Wise made of it is not known. */
export function isUnclear(entry: Pick<ApprovalEntry, 'sentAt'>, live: Live | undefined): boolean {
  return entry.sentAt !== undefined && !live?.didNothing && !live?.isSending;
}

export function hasEnded(token: TokenAtWork, now: number): boolean {
  return token.endsAt <= now;
}

/** What was sent may be sent again: it does nothing, or Wise looks at the first one only. */
export function isRepeatable({ call, id }: Pick<ApprovalEntry, 'call' | 'id'>): boolean {
  return call.method === 'GET' || deedOf(call, id).kind === 'three-ds';
}

/** Wise has calls that tell what became of it, or it does not matter. */
export function canAskAbout(entry: ApprovalEntry): boolean {
  const { transferId, batchGroupId, profileId } = deedOf(entry.call, entry.id);
  return isRepeatable(entry) || transferId !== undefined || (batchGroupId !== undefined && profileId !== undefined);
}

export function stateOf(entry: Pick<ApprovalEntry, 'sentAt'>, live: Live | undefined, now: number): OpenApproval['state'] {
  if (live?.isSending) return 'sending';
  if (isUnclear(entry, live)) return 'unclear';
  if (!live?.token || hasEnded(live.token, now)) return 'prepared';
  return isClear(live.token.status) ? 'clear' : 'asking';
}

export function tokenView({ endsAt, status, sent }: TokenAtWork): NonNullable<OpenApproval['token']> {
  return {
    endsAt: new Date(endsAt).toISOString(),
    ...(status.actionType === undefined ? {} : { actionType: status.actionType }),
    challenges: status.challenges.map(({ required, passed, ways, unknown }, index) => {
      const code = sent.get(index);
      return { index, required, passed, ways, unknown, ...(code && !passed ? { sent: code } : {}) };
    }),
  };
}

/** The first proof of this kind that is still missing. */
export function challengeFor({ status: { challenges } }: TokenAtWork, way: ChallengeType): number | undefined {
  const open = (needed: boolean) => challenges.findIndex(({ required, passed, ways }) => !passed && (required || !needed) && ways.includes(way));
  const index = open(true);
  const found = index >= 0 ? index : open(false);
  return found >= 0 ? found : undefined;
}

/** A proof is required that this version knows no way to give. */
export function asksForUnknown({ status: { challenges } }: TokenAtWork): boolean {
  return challenges.some(({ required, passed, ways }) => required && !passed && ways.length === 0);
}
