import { expect, test } from 'vitest';
import { readActivities } from './activities.ts';
import { readBalances } from './balances.ts';
import { readBatchGroup } from './batch-groups.ts';
import type { WiseAnswer } from './exchange.ts';
import { readBalanceFee } from './quotes.ts';
import { readRecipient } from './recipients.ts';
import { Secret } from './secret.ts';
import { readPayments, readTransfer, readTransfers } from './transfers.ts';

const answer = (body: unknown, status = 200): WiseAnswer => ({
  status, body: new Secret(JSON.stringify(body)),
  exchange: { method: 'GET', host: 'h', path: '/p', requestHeaders: {}, status, responseHeaders: {}, ms: 1, waitedMs: 0, correlationId: 'c' },
});
const TRANSFER = { id: '5', status: 'INCOMING_PAYMENT_WAITING', sourceCurrency: 'eur', sourceValue: '12.50', created: '2017-11-24 10:47:49' };

test('a transfer: numbers as text, members missing or null, times without a zone in UTC', () => {
  expect(readTransfer(answer(TRANSFER))).toEqual({ id: 5, status: 'incoming_payment_waiting', sourceCurrency: 'EUR', sourceValue: 12.5, targetCurrency: 'EUR', targetValue: 12.5, created: '2017-11-24T10:47:49.000Z' });
  expect(readTransfer(answer({ ...TRANSFER, user: 7, targetAccount: null, reference: 'old', details: { reference: 'new' }, targetCurrency: 'GBP', targetValue: 3, created: '2020-01-01T12:00:00+0200' }))).toMatchObject({ userId: 7, reference: 'new', targetValue: 3, created: '2020-01-01T10:00:00.000Z' });
  for (const wrong of [{ ...TRANSFER, id: -1 }, { ...TRANSFER, id: 1.5 }, { ...TRANSFER, sourceValue: 'NaN' }, { ...TRANSFER, sourceValue: '1e3' }, { ...TRANSFER, status: null }, [], null]) {
    expect(() => readTransfer(answer(wrong))).toThrow(expect.objectContaining({ code: 'WISE_ANSWER_INVALID' }));
  }
  expect(() => readTransfer(answer({}, 404))).toThrow(expect.objectContaining({ code: 'WISE_REFUSED' }));
});

test('lists, bare or wrapped; what cannot be read is counted, but a payment never is', () => {
  expect(readTransfers(answer({ content: [TRANSFER, {}] }))).toMatchObject({ transfers: [{ id: 5 }], listed: 2, unread: 1 });
  expect(() => readTransfers(answer({ content: {} }))).toThrow(expect.objectContaining({ code: 'WISE_ANSWER_INVALID' }));
  expect(readPayments(answer([{ id: 1, amount: 2, currency: null }]))).toEqual([{ id: 1, amount: 2 }]);
  expect(() => readPayments(answer([{}]))).toThrow(expect.objectContaining({ code: 'WISE_ANSWER_INVALID' }));
  expect(readBalances(answer([{ id: 1, amount: { value: 3, currency: 'EUR' } }, { id: 2, amount: null }]))).toEqual([{ id: 1, available: { value: 3, currency: 'EUR' } }]);
});

test('activities without tags, and their cursor', () => {
  const activities = [{ resource: { type: 'TRANSFER', id: 5 }, title: '<strong>A &lt;b&gt; &amp;lt; C</strong>\u202e', createdOn: null }, { resource: null }];
  expect(readActivities(answer({ cursor: 'next', activities }))).toEqual({ activities: [{ resourceId: '5', title: 'A <b> &lt; C' }], cursor: 'next' });
  expect(readActivities(answer({ cursor: null, activities: [] }))).toEqual({ activities: [] });
  expect(readActivities(answer([]))).toEqual({ activities: [] });
});

test('batch groups, fees and recipients', () => {
  expect(readBatchGroup(answer({ id: 'b', name: null, sourceCurrency: 'EUR', status: 'completed', transferIds: [1, null, '2'], payInDetails: null }))).toEqual({ id: 'b', name: 'batch b', sourceCurrency: 'EUR', status: 'COMPLETED', transferIds: [1, 2] });
  expect(readBalanceFee(answer({ sourceCurrency: 'EUR', paymentOptions: [{ payIn: 'CARD', fee: { total: 9 } }, null, { payIn: 'balance', fee: { total: '4.31' } }] }))).toEqual({ value: 4.31, currency: 'EUR' });
  expect(readBalanceFee(answer({ sourceCurrency: 'EUR', paymentOptions: null }))).toBeUndefined();
  expect(readRecipient(answer({ name: { fullName: 'N' }, longAccountSummary: 'DE89' }))).toEqual({ name: 'N', account: 'DE89' });
  expect(readRecipient(answer({ accountHolderName: 'N', accountSummary: 'DE' }))).toEqual({ name: 'N', account: 'DE' });
});
