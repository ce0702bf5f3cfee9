import { expect, test } from 'vitest';
import type { ProtectedCall } from '../../shared/model/approvals.ts';
import { deedOf, isDisguisedFunding } from './deeds.ts';

const BATCH = '54a6bc09-cef9-49a8-9041-f1f0c654cd88';
const fund = (path: string): ProtectedCall => ({ method: 'POST', path, body: '{"type":"BALANCE"}' });

test('each protected call of Wise’s is known by its method and path', () => {
  expect(deedOf(fund('/v3/profiles/30000000/transfers/50500001/payments'), 'x')).toEqual({ key: 'transfer:50500001', kind: 'fund-transfer', risk: 'high', profileId: 30_000_000, transferId: 50_500_001 });
  expect(deedOf(fund(`/v3/profiles/7/batch-payments/${BATCH}/payments`), 'x')).toEqual({ key: `batch:${BATCH}`, kind: 'fund-batch', risk: 'high', profileId: 7, batchGroupId: BATCH });
  const statement = '/v1/profiles/7/balance-statements/9/statement.json?currency=EUR&type=COMPACT';
  expect(deedOf({ method: 'GET', path: statement }, 'x')).toEqual({ key: `statement:${statement}`, kind: 'statement', risk: 'low', profileId: 7 });
  const threeDs = { method: 'POST', path: '/v3/spend/profiles/7/3dsecure/challenge-result', body: '{"transactionReference":"ref-1","challengeStatus":"APPROVED"}' } as const;
  expect(deedOf(threeDs, 'x')).toEqual({ key: 'three-ds:ref-1', kind: 'three-ds', risk: 'high', profileId: 7, transactionReference: 'ref-1' });
});

test.each([
  '/v3/profiles/1/transfers/50500001/payments/', '/v3/profiles/1/transfers/050500001/payments', '/v3//profiles/1/transfers/50500001/payments?again=1',
  '/v3/profiles/1/transfers/+50500001/payments', '/v3/profiles/1/transfers/000000000000000050500001/payments',
  '/v3/profiles/2/../1/transfers/5050000%31/payments', '/v1/transfers/50500001/payments', '/2026Q3/profiles/1/transfers/50500001/payments', '/v3/profiles/1/Transfers/50500001;x=1/payments#a',
])('%s funds the same transfer', (path) => {
  expect(deedOf(fund(path), 'another').key).toBe('transfer:50500001');
});

test('any other call is named by what it was prepared as', () => {
  expect(deedOf({ method: 'GET', path: '/v3/profiles/7/transfers/1/payments' }, 'a')).toEqual({ key: 'call:a', kind: 'call', risk: 'unknown', profileId: 7 });
  expect(deedOf({ method: 'POST', path: '/v3/spend/profiles/7/3dsecure/challenge-result', body: 'null' }, 'b').key).toBe('call:b');
  expect(deedOf({ method: 'DELETE', path: '/v1/anything' }, 'c')).toEqual({ key: 'call:c', kind: 'call', risk: 'unknown' });
});

test.each([
  ['POST', '/v3/profiles/1/transfers/%D9%A5/payments', true], ['POST', '/v3/profiles/+1/transfers/5/payments', true], ['POST', '/gate/v3/profiles/1/transfers/5/payments', true],
  ['POST', '/v3/profiles/00000000000000000001/batch-groups/x/payments/', true], ['POST', '/v3/profiles/1/transfers/5/payments', false], ['GET', '/a/b/transfers/x/payments', false], ['POST', '/v1/transfers', false],
] as const)('%s %s funds something and is not known by it: %s', (method, path, isDisguised) => {
  expect(isDisguisedFunding({ method, path })).toBe(isDisguised);
});
