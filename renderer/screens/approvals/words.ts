import type { Icon } from '@tabler/icons-react';
import IconCode from '@tabler/icons-react/dist/esm/icons/IconCode.mjs';
import IconCreditCard from '@tabler/icons-react/dist/esm/icons/IconCreditCard.mjs';
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import IconStack2 from '@tabler/icons-react/dist/esm/icons/IconStack2.mjs';
import type { ApprovalItem, ApprovalKind, Challenge, ChallengeType, PhoneChallenge } from '../../../shared/model/approvals.ts';
import { PHONE_CHALLENGES } from '../../../shared/model/approvals.ts';
import { amountText } from '../../lib/money.ts';

/** What proofs are given for: something that waits, or a session. */
export type ProofSubject = Pick<ApprovalItem, 'key' | 'connectionId' | 'profileId'>;

type KindWords = {
  name: string;
  many: string;
  icon: Icon;
  /** What approving it does, where there is no amount to name. */
  approve: string;
  send: string;
};

export const KINDS: Record<ApprovalKind, KindWords> = {
  'fund-transfer': { name: 'Transfer', many: 'Transfers', icon: IconSend, approve: 'Approve this transfer', send: 'Send this transfer' },
  'fund-batch': { name: 'Batch', many: 'Batches', icon: IconStack2, approve: 'Approve this batch', send: 'Send this batch' },
  statement: { name: 'Statement', many: 'Statements', icon: IconFileText, approve: 'Fetch the statement', send: 'Fetch the statement' },
  'three-ds': { name: 'Card payment', many: 'Card payments', icon: IconCreditCard, approve: 'Approve the card payment', send: 'Send the answer' },
  call: { name: 'Call', many: 'Calls', icon: IconCode, approve: 'Approve this call', send: 'Send this call' },
};

export const MOVES_MONEY: ReadonlySet<ApprovalKind> = new Set(['fund-transfer', 'fund-batch']);

/** What the button that begins it says: the verb and the amount. */
export function approveLabel({ kind, amount }: ApprovalItem): string {
  return MOVES_MONEY.has(kind) && amount ? `Approve ${amountText(amount)}` : KINDS[kind].approve;
}

/** What the last button says. */
export function sendLabel({ kind, amount, call }: ApprovalItem): string {
  if (kind === 'three-ds') return /REJECTED/.test(call.body ?? '') ? 'Send the rejection' : 'Send the approval';
  return MOVES_MONEY.has(kind) && amount ? `Send ${amountText(amount)}` : KINDS[kind].send;
}

const CALLS: Partial<Record<ApprovalItem['origin'], string>> = { hand: 'Call prepared by hand', link: 'Call out of a link', file: 'Call out of a file' };

/** "Fund transfer 58114690": what it is, above the amount. */
export function kindLine({ kind, key, transfers, origin }: ApprovalItem): string {
  if (kind === 'fund-transfer') return `Fund transfer ${key.slice(key.indexOf(':') + 1)}`;
  if (kind === 'fund-batch') return transfers === undefined ? 'Fund a batch' : `Fund a batch of ${transfers} ${transfers === 1 ? 'transfer' : 'transfers'}`;
  return kind === 'call' ? (CALLS[origin] ?? KINDS.call.name) : KINDS[kind].name;
}

/** Whom or what it is about, in a few words. */
export function subjectOf({ kind, payee, title }: Pick<ApprovalItem, 'kind' | 'payee' | 'title'>): string {
  return kind === 'fund-batch' ? title : (payee?.name ?? title);
}

type WayWords = {
  name: string;
  /** What kind of proof it is, as SCA tells them apart. */
  kind: string;
  /** As one of the "other ways". */
  link: string;
  /** On the button that asks for it. */
  ask: string;
  /** How a code came. */
  came?: string;
};

export const WAYS: Record<ChallengeType, WayWords> = {
  PIN: { name: 'PIN', kind: 'something you know', link: 'PIN', ask: 'Type the PIN' },
  SMS: { name: 'Phone code', kind: 'something you have', link: 'text me', ask: 'Text me the code', came: 'by SMS' },
  WHATSAPP: { name: 'Phone code', kind: 'something you have', link: 'WhatsApp', ask: 'Send the code by WhatsApp', came: 'by WhatsApp' },
  VOICE: { name: 'Phone code', kind: 'something you have', link: 'call me', ask: 'Call me with the code', came: 'by a call' },
  PARTNER_DEVICE_FINGERPRINT: { name: 'This device', kind: 'something you have', link: 'this device', ask: 'Use this device' },
  FACE_MAP: { name: 'Face map', kind: 'something you are', link: 'face map', ask: 'Choose the face map file' },
};

export function isPhone(way: ChallengeType): way is PhoneChallenge {
  return (PHONE_CHALLENGES as readonly ChallengeType[]).includes(way);
}

/** The proof that is asked for now: the first that is required and not there. */
export function currentChallenge(challenges: readonly Challenge[]): Challenge | undefined {
  return challenges.find((one) => one.required && !one.passed);
}

const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five'];

export function countWord(count: number): string {
  return COUNTS[count] ?? String(count);
}

/** "Wise asks for two proofs", or what is left of them. */
export function proofsTitle(challenges: readonly Challenge[]): string {
  const required = challenges.filter((one) => one.required);
  const left = required.filter((one) => !one.passed).length;
  if (left === 0) return required.length === 1 ? 'The proof is there' : 'Every proof is there';
  if (left === required.length) return `Wise asks for ${countWord(left)} ${left === 1 ? 'proof' : 'proofs'}`;
  return `${left === 1 ? 'One proof is' : `${countWord(left)} proofs are`} left`;
}

const TRIES = ['none used', 'one used', 'two used', 'three used', 'four used'];

/** "5 tries before Wise locks for 15 minutes, none used". */
export function triesText(wrongTries: number): string {
  return `5 tries before Wise locks for 15 minutes, ${TRIES[wrongTries] ?? 'all used'}`;
}
