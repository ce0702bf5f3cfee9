import { expect, test } from 'vitest';
import { startMoney } from '../testing/money.ts';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const { client, money } = await startMoney({ now: () => NOW });

const pathOf = (query: string, balanceId = 200_302) => money.path('v1', `balance-statements/${balanceId}/statement.json?${query}`);
const PERIOD = 'currency=EUR&intervalStart=2026-09-01T00:00:00.000Z&intervalEnd=2026-11-30T23:59:59.999Z';

interface Statement {
  transactions: { type: string; amount: { value: number }; totalFees: { value: number }; runningBalance: { value: number }; referenceNumber: string; date: string }[];
  endOfStatementBalance: { value: number };
}
const statement = async (query: string): Promise<Statement> => JSON.parse((await money.get(pathOf(query))).text) as Statement;

test('a statement adds up to the balance, and is the same each time', async () => {
  await money.fund(50_500_001);
  const first = await statement(PERIOD);
  expect(first.endOfStatementBalance.value).toBe(49_502.15);
  expect(first.transactions[0]).toMatchObject({ type: 'DEBIT', amount: { value: -12_400 }, totalFees: { value: 4.31 }, runningBalance: { value: 49_502.15 }, referenceNumber: 'TRANSFER-50500001' });
  expect(first.transactions.length).toBeGreaterThan(20);
  for (const [index, line] of first.transactions.slice(0, -1).entries()) expect(first.transactions[index + 1]!.runningBalance.value).toBeCloseTo(line.runningBalance.value - line.amount.value, 6);
  expect(await statement(PERIOD)).toEqual(first);
  const october = await statement('currency=EUR&intervalStart=2026-10-01T00:00:00Z&intervalEnd=2026-10-31T23:59:59.999Z');
  const same = first.transactions.filter(({ date }) => date.startsWith('2026-10'));
  expect([october.transactions, october.endOfStatementBalance]).toEqual([same, same[0]!.runningBalance]);
});

test('FLAT has the fees on lines of their own', async () => {
  await money.fund(50_500_001);
  const { transactions, endOfStatementBalance } = await statement(`${PERIOD}&type=FLAT`);
  expect(transactions.slice(0, 2).map(({ amount }) => amount.value)).toEqual([-4.31, -12_395.69]);
  expect(endOfStatementBalance.value).toBe(49_502.15);
});

test.each([
  ['currency=GBP&intervalStart=2026-09-01T00:00:00Z&intervalEnd=2026-09-02T00:00:00Z', 'currency'],
  ['currency=EUR&intervalEnd=2026-09-02T00:00:00Z', 'intervalStart'],
  ['currency=EUR&intervalStart=2026-09-01T00:00:00Z', 'intervalEnd'],
  ['currency=EUR&intervalStart=2026-09-03T00:00:00Z&intervalEnd=2026-09-02T00:00:00Z', 'intervalEnd'],
  ['currency=EUR&intervalStart=2025-08-01T00:00:00Z&intervalEnd=2026-11-13T00:00:00.001Z', 'intervalEnd'],
  [`${PERIOD}&type=LONG`, 'type'],
])('%s is refused', async (query, path) => {
  const { status, json } = await money.get(pathOf(query));
  expect([status, json.errors?.[0]?.path]).toEqual([400, path]);
});

test('a currency that is missing is said to be', async () => {
  const { json } = await money.get(pathOf('intervalStart=2026-09-01T00:00:00Z&intervalEnd=2026-09-02T00:00:00Z'));
  expect(json.errors?.[0]?.message).toBe('currency must be EUR, that of the balance; it is missing.');
});

test('469 days are the most; the balance must be one of the profile', async () => {
  expect((await money.get(pathOf('currency=EUR&intervalStart=2025-08-01T00:00:00Z&intervalEnd=2026-11-13T00:00:00Z'))).status).toBe(200);
  expect((await money.get(pathOf(PERIOD, 200_304))).status).toBe(404);
});

test('it asks for a proof', async () => {
  await client.call('DELETE', '/__sandbox/faults');
  const { status, headers } = await money.get(pathOf(PERIOD));
  expect([status, headers['x-2fa-approval-result']]).toEqual([403, 'REJECTED']);
});
