import { expect, test } from 'vitest';
import type { ApprovalEntry } from '../vault/body.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { Secret } from '../wise/secret.ts';
import { outcomeOf } from './outcome.ts';

const TRANSFER = '/v3/profiles/1/transfers/2/payments';
const BATCH = '/v3/profiles/1/batch-payments/54a6bc09-cef9-49a8-9041-f1f0c654cd88/payments';

function said(path: string, body: unknown): string | undefined {
  const what: Pick<ApprovalEntry, 'id' | 'title' | 'shown' | 'call'> = { id: 'x', title: 'Salaries', shown: [], call: { method: 'POST', path, body: '{"type":"BALANCE"}' } };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer: WiseAnswer = { status: 200, body: new Secret(text), exchange: { method: 'POST', host: 'h', path, requestHeaders: {}, status: 200, responseHeaders: {}, ms: 1, waitedMs: 0, correlationId: 'c' } };
  return outcomeOf(what, answer, text)?.says;
}

test.each([
  [TRANSFER, { type: 'BALANCE', status: 'COMPLETED', errorCode: null }, 'Funded: Salaries.'],
  [TRANSFER, { status: 'rejected', errorCode: 17 }, 'Rejected: 17. Nothing moved.'],
  [TRANSFER, { status: 'REJECTED', errorCode: { code: 'x' } }, 'Rejected by Wise. Nothing moved.'],
  [TRANSFER, { status: 'REJECTED', errorCode: 'balance.payment-option-unavailable' }, 'Rejected: not enough money in the balance. Nothing moved.'],
  [BATCH, { id: '54a6bc09-cef9-49a8-9041-f1f0c654cd88', status: 'COMPLETED', alreadyPaid: true }, 'Funded: Salaries.'],
  [BATCH, { status: 'REJECTED', errorCode: 'balance.insufficient' }, 'Rejected: not enough money in the balance. Nothing moved.'],
])('%s answered %j', (path, body, says) => {
  expect(said(path, body)).toBe(says);
});

test.each([
  [TRANSFER, { type: 'BALANCE', status: 'PROCESSING' }], [TRANSFER, ''], [TRANSFER, 'fine'], [TRANSFER, null], [TRANSFER, []],
  [BATCH, { status: 'MARKED_FOR_CANCELLATION' }], [BATCH, { status: 'PROCESSING' }], [BATCH, { errorCode: 'balance.insufficient' }], [BATCH, []],
])('%s answered %j, which does not say what became of it', (path, body) => {
  expect(said(path, body)).toBeUndefined();
});
