import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { TestClient } from '../testing/client.ts';
import { MoneyClient, startMoney } from '../testing/money.ts';

const { client, money } = await startMoney();

const post = (body: unknown) => client.call('POST', '/__sandbox/money', { body: JSON.stringify(body) });

test('five hundred more wait, of many payees, and nine in ten have their money', async () => {
  expect((await post({ transfers: 500 })).json['waitingTransfers']).toBe(518);
  const made = (await money.transfers('status=incoming_payment_waiting')).filter(({ id }) => id > 50_600_000);
  expect(new Set(made.map(({ targetAccount }) => targetAccount)).size).toBeGreaterThan(300);
  const chosen = made.filter(({ id }) => id <= 50_600_020);
  const answers = await Promise.all(chosen.map(({ id }) => money.fund(id)));
  expect(answers.filter(({ json }) => json['status'] === 'COMPLETED')).toHaveLength(18);
  const account = (await money.get(`/v2/accounts/${chosen[0]!.targetAccount}`)).json;
  expect(account['name']).toMatchObject({ fullName: expect.stringMatching(/^[A-Z][a-z]+ [A-Z][a-z]+ (GmbH|Ltd|Inc|Company)$/) });
});

test('a reset puts the money back, and forgets nothing else', async () => {
  const { personalToken } = client.sandbox.info;
  client.sandbox.fill(3);
  await money.fund(50_500_001);
  expect((await post({ reset: true, transfers: 2 })).json['waitingTransfers']).toBe(20);
  expect((await money.get('/v1/transfers/50500001')).json['status']).toBe('incoming_payment_waiting');
  expect((await client.call('GET', '/v2/profiles', { headers: { authorization: `Bearer ${personalToken}` } })).status).toBe(200);
});

test.each([{ transfers: 0 }, { transfers: 1001 }, { reset: false }, { more: 1 }, null])('%j is refused', async (body) => {
  const { status, json } = await post(body);
  expect([status, json['error']]).toEqual([400, 'money_malformed']);
});

test('it keeps five thousand transfers at most', async () => {
  for (let round = 0; round < 4; round += 1) client.sandbox.fill(1_000);
  expect(() => client.sandbox.fill(1_000)).toThrow(expect.objectContaining({ code: 'IPC_INVALID_INPUT' }));
  expect((await post({ transfers: 1_000 })).json['error']).toBe('limit_reached');
});

test('money outlives a restart, and an older state gets the seed', async () => {
  await money.fund(50_500_002);
  const state = client.sandbox.state();
  const again = new TestClient(await startSandbox({ state }));
  const older = new TestClient(await startSandbox({ state: { ...state, money: undefined } }));
  expect([await new MoneyClient(again).balance('GBP'), await new MoneyClient(older).balance('GBP')]).toEqual([6_450, 8_450]);
  await Promise.all([again.close(), older.close()]);
});
