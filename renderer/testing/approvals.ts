import type { ApprovalItem, ApprovalRecord, Challenge, ChallengeType, Money, OpenApproval } from '../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../shared/model/views.ts';
import { amountWords } from '../../shared/money.ts';
import { builtIn, inDays } from './fixtures.ts';
import { acme } from './tokens.ts';

const MINUTE = 1 / 1440;

export const eur = (value: number): Money => ({ value, currency: 'EUR' });

type ItemOptions = Partial<ApprovalItem> & { over?: ConnectionSummary; id?: number };

/** A transfer that waits, unless told otherwise. */
export function makeItem({ over = builtIn, id = 58_114_690, ...rest }: ItemOptions = {}): ApprovalItem {
  const amount = rest.amount ?? eur(12_400);
  return {
    key: `transfer:${id}`,
    kind: 'fund-transfer',
    connectionId: over.id,
    profileId: acme.id,
    profileName: acme.name,
    title: `Transfer ${id}`,
    payee: { name: 'Nordwind GmbH', account: 'DE89 3704 •••• •••• 3000' },
    amount,
    fee: eur(4.31),
    reference: 'Invoice 2026-1187',
    madeBy: 'payroll API',
    madeAt: inDays(-90 * MINUTE),
    origin: 'wise',
    does: [`Takes ${amountWords(amount)} and the fee from the ${amount.currency} balance of Acme Payments Ltd and pays it out to Nordwind GmbH.`, 'It cannot be taken back once Wise has paid it out.'],
    risk: 'high',
    call: { method: 'POST', path: `/v3/profiles/${acme.id}/transfers/${id}/payments`, body: '{"type":"BALANCE"}' },
    missing: [],
    ...rest,
  };
}

const challenge = (index: number, ways: ChallengeType[], rest: Partial<Challenge> = {}): Challenge => ({ index, required: true, passed: false, ways, unknown: [], ...rest });

/** What Wise asks for when the risk is high. */
export function twoProofs(): Challenge[] {
  return [challenge(0, ['PIN']), challenge(1, ['SMS', 'WHATSAPP', 'VOICE', 'PARTNER_DEVICE_FINGERPRINT', 'FACE_MAP'])];
}

/** Something that was begun, at the proofs unless told otherwise. */
export function makeApproval(item: ApprovalItem, rest: Partial<OpenApproval> = {}): OpenApproval {
  return {
    id: crypto.randomUUID(),
    key: item.key,
    connectionId: item.connectionId,
    state: 'asking',
    preparedAt: inDays(0),
    needsAnother: false,
    token: { endsAt: inDays(58 * MINUTE), actionType: 'BALANCE__PAYMENT', challenges: twoProofs() },
    signsToken: false,
    canAsk: true,
    ...rest,
  };
}

const HASH = '2c1a7d0cb1f9a4c2f4ad4d7c2a6cf4b3cf0dd31e36f6a25d7b8a8b0f9f3a51d7';

/** What is kept of something that was approved. */
export function makeRecord(item: ApprovalItem, rest: Partial<ApprovalRecord> = {}): ApprovalRecord {
  return {
    id: crypto.randomUUID(),
    at: new Date().toISOString(),
    key: item.key,
    kind: item.kind,
    connectionId: item.connectionId,
    connectionName: builtIn.name,
    environment: 'built-in',
    ...(item.profileId !== undefined && { profileId: item.profileId }),
    title: item.title,
    ...(item.amount && { amount: item.amount }),
    shown: [
      { label: 'Payee', value: item.payee?.name ?? item.title },
      ...(item.reference ? [{ label: 'Reference', value: item.reference }] : []),
      ...(item.amount ? [{ label: 'Amount', value: amountWords(item.amount) }] : []),
    ],
    call: { method: item.call.method, path: item.call.path },
    bodySha256: HASH,
    signingKeyId: '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71',
    certificate: 'api-2026',
    challenges: [{ type: 'PIN', at: inDays(-1.2 * MINUTE) }, { type: 'SMS', at: inDays(-0.4 * MINUTE) }],
    outcome: 'done',
    says: `Funded: ${item.amount ? amountWords(item.amount) : ''} to ${item.payee?.name ?? item.title}.`,
    status: 201,
    traceId: 'fba501b68d4c0e21',
    correlationId: 'a4c7a0d2-51f6-4c37-8a45-0a4e1a0c6f11',
    answer: '{"type":"BALANCE","status":"COMPLETED","errorCode":null}',
    ...rest,
  };
}
