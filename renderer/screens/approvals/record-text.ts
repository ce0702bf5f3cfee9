import type { ApprovalRecord } from '../../../shared/model/approvals.ts';
import { utc } from '../../lib/dates.ts';
import { amountText } from '../../lib/money.ts';
import { OUTCOMES } from './outcomes.ts';

export type Line = { label: string; value: string };

const CHALLENGES: Record<string, string> = { PIN: 'PIN', SMS: 'code by SMS', WHATSAPP: 'code by WhatsApp', VOICE: 'code by a call', PARTNER_DEVICE_FINGERPRINT: 'device fingerprint', FACE_MAP: 'face map' };

/** A proof as the record names it; one that is not known keeps Wise's own name. */
export function challengeText(type: string): string {
  return CHALLENGES[type] ?? type;
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Who did what: nobody is named while the vault has one person. */
function people({ preparedBy, approvedBy }: ApprovalRecord): Line[] {
  return [...(preparedBy ? [{ label: 'Prepared by', value: preparedBy.name }] : []), ...(approvedBy ? [{ label: 'Approved by', value: approvedBy.name }] : [])];
}

/** What happened, when, by whom. */
export function outcomeLines(record: ApprovalRecord): Line[] {
  return [
    { label: 'Outcome', value: OUTCOMES[record.outcome].word },
    { label: 'When', value: utc(record.at) },
    ...(record.amount ? [{ label: 'Amount', value: amountText(record.amount) }] : []),
    ...people(record),
    { label: 'Connection', value: record.connectionName },
    ...(record.profileId === undefined ? [] : [{ label: 'Profile', value: String(record.profileId) }]),
  ];
}

/** What stood on the screen; a date that was kept as an instant is told as one. */
export function shownLines({ shown }: ApprovalRecord): Line[] {
  return shown.map(({ label, value }) => ({ label, value: INSTANT.test(value) ? utc(value) : value }));
}

/** The call as it went out, and what Wise's support asks for. */
export function callLines({ call, bodySha256, signingKeyId, certificate, status, traceId, correlationId }: ApprovalRecord): Line[] {
  return [
    { label: 'Call', value: `${call.method} ${call.path}` },
    { label: 'SHA-256 of its body', value: bodySha256 },
    ...(signingKeyId ? [{ label: 'Signed with key', value: signingKeyId }] : []),
    ...(certificate ? [{ label: 'Client certificate', value: certificate }] : []),
    ...(status === undefined ? [] : [{ label: 'HTTP status', value: String(status) }]),
    ...(traceId ? [{ label: 'Trace id', value: traceId }] : []),
    ...(correlationId ? [{ label: 'Correlation id', value: correlationId }] : []),
  ];
}

export function proofLines({ challenges }: ApprovalRecord): Line[] {
  return challenges.map(({ type, at }) => ({ label: challengeText(type), value: utc(at) }));
}

/** All of it as text, for a ticket. */
export function recordReport(record: ApprovalRecord): string {
  const proofs = proofLines(record).map(({ label, value }) => ({ label: `Proof: ${label}`, value }));
  const lines = [...outcomeLines(record), ...shownLines(record).map(({ label, value }) => ({ label: `Shown: ${label}`, value })), ...proofs, ...callLines(record)];
  return [record.title, record.says, ...lines.map(({ label, value }) => `${label}: ${value}`)].join('\n');
}
