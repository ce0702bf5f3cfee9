import { randomUUID } from 'node:crypto';
import type { ApprovalRecord } from '../../shared/model/approvals.ts';
import { findConnection } from '../connections/resolve.ts';
import type { ApprovalEntry, VaultBody } from '../vault/body.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import type { Live } from './live.ts';
import type { Outcome } from './outcome.ts';
import { deedOf } from './deeds.ts';

/** Of an answer that is kept in the record, in characters. */
const LONGEST_ANSWER = 4_096;

/** What Wise answered, if it did. `text`: the body, of a signed answer its verified payload. `certificate`: the name of the client certificate it went over. */
export type Answered = { answer: WiseAnswer; text: string; certificate?: string };

/** The record of an approval that is over. `at`: milliseconds since 1970. */
export function recordOf(body: VaultBody, entry: ApprovalEntry, live: Live | undefined, { outcome, says }: Outcome, at: number, answered?: Answered): ApprovalRecord {
  const { name, environment } = findConnection(body, entry.connectionId);
  const { key, connectionId, title, shown, amount, preparedBy, approvedBy, call } = entry;
  const profileId = entry.profileId ?? deedOf(call, entry.id).profileId;
  return {
    id: randomUUID(), at: new Date(at).toISOString(), key, kind: entry.kind, connectionId, connectionName: name, environment,
    ...(profileId === undefined ? {} : { profileId }),
    title, ...(amount ? { amount } : {}), shown,
    call: { method: call.method, path: call.path },
    ...sentFacts(entry, live),
    challenges: live?.token?.cleared ?? [],
    outcome, says,
    ...(answered ? answerFacts(answered) : entry.correlationId === undefined ? {} : { correlationId: entry.correlationId }),
    ...(preparedBy ? { preparedBy } : {}),
    ...(approvedBy ? { approvedBy } : {}),
  };
}

function sentFacts({ bodySha256 = '' }: ApprovalEntry, live: Live | undefined): Pick<ApprovalRecord, 'bodySha256' | 'signingKeyId'> {
  const sealed = live?.sealed;
  return { bodySha256: sealed?.bodySha256 ?? bodySha256, ...(sealed?.signing ? { signingKeyId: sealed.signing.keyId } : {}) };
}

function answerFacts({ answer: { status, exchange }, text, certificate }: Answered): Partial<ApprovalRecord> {
  const { traceId, correlationId } = exchange;
  return {
    status, correlationId,
    ...(certificate === undefined ? {} : { certificate }),
    ...(traceId === undefined ? {} : { traceId }),
    ...(text === '' ? {} : { answer: text.slice(0, LONGEST_ANSWER) }),
  };
}
