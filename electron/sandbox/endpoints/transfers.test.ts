import { expect, test } from 'vitest';
import { MoneyClient, startMoney } from '../testing/money.ts';

const { client, money } = await startMoney();

const WAITING = 'status=incoming_payment_waiting';
const ids = (listed: { id: number }[]) => listed.map(({ id }) => id);

test('the transfers that wait, newest first, those of batch groups among them', async () => {
  const listed = await money.transfers(WAITING);
  expect(ids(listed).filter((id) => id < 50_500_100)).toEqual([50_500_003, 50_500_002, 50_500_001]);
  expect(listed).toHaveLength(17);
  expect(listed.map(({ created }) => created)).toEqual(listed.map(({ created }) => created).toSorted().toReversed());
});

test('they are filtered and paged', async () => {
  const [newest] = await money.transfers();
  expect(newest!.id).toBe(50_500_003);
  expect(ids(await money.transfers('limit=2&offset=1'))).toEqual([50_500_002, 50_500_114]);
  expect(ids(await money.transfers('status=cancelled,processing'))).toEqual([50_499_109, 50_499_108, 50_499_103]);
  expect(ids(await money.transfers('sourceCurrency=EUR&targetCurrency=PLN'))).toEqual([50_499_103]);
  expect(ids(await money.transfers(`createdDateStart=${newest!.created}`))).toEqual([50_500_003]);
  expect(ids(await money.transfers(`${WAITING}&createdDateEnd=2020-01-01T00:00:00Z`))).toEqual([]);
  expect((await money.get('/v1/transfers?limit=ten')).status).toBe(400);
  expect((await money.get('/v1/transfers?createdDateStart=2026-11-24')).status).toBe(400);
  expect(ids(JSON.parse((await money.get('/v1/transfers')).text))).toEqual([50_499_107]);
});

test('one tells its quote and its payee', async () => {
  const { json } = await money.get('/v1/transfers/50500001');
  expect(json).toMatchObject({ id: 50_500_001, user: 5_940_001, status: 'incoming_payment_waiting', business: 30_120_001, sourceCurrency: 'EUR', sourceValue: 12_400, targetCurrency: 'EUR', targetValue: 12_395.69, details: { reference: 'Invoice 2026-1187' } });
  const payee = await money.get(`/v2/accounts/${String(json['targetAccount'])}`);
  expect(payee.json).toMatchObject({ profileId: 30_120_001, name: { fullName: 'Nordwind GmbH' }, currency: 'EUR', accountSummary: 'DE89 3704 0044 0532 0130 00', longAccountSummary: 'EUR account ending in 3000' });
  const quote = await money.get(money.path('v3', `quotes/${String(json['quoteUuid'])}`));
  expect(quote.json).toMatchObject({ status: 'ACCEPTED', sourceAmount: 12_400, paymentOptions: [{ payIn: 'BALANCE', disabled: false, fee: { total: 4.31 }, sourceAmount: 12_400, targetAmount: 12_395.69 }, { payIn: 'BANK_TRANSFER' }] });
});

test('what is not there, and what is somebody else’s', async () => {
  const statuses = await Promise.all(['/v1/transfers/1', '/v1/transfers/1/payments', '/v1/transfers?profile=1', '/v2/accounts/1', money.path('v3', 'quotes/1'), '/v4/profiles/1/balances?types=STANDARD'].map(async (path) => (await money.get(path)).status));
  expect(statuses).toEqual([404, 404, 403, 404, 404, 403]);
  const other = { authorization: `Bearer ${client.sandbox.info.personalToken}` };
  expect((await client.call('GET', '/v1/transfers/50500001', { headers: other })).status).toBe(200);
  expect((await client.call('GET', '/v1/transfers/50500001', { headers: await client.bearer() })).status).toBe(403);
});

test('a transfer is made of a quote, once for each customerTransactionId', async () => {
  const order = await money.order();
  const [first, second] = await Promise.all([money.send('POST', '/v1/transfers', order), money.send('POST', '/v1/transfers', order)]);
  expect(first.json).toMatchObject({ user: 5_940_001, targetAccount: 8_692_237, status: 'incoming_payment_waiting', quoteUuid: order['quoteUuid'], customerTransactionId: order['customerTransactionId'], sourceValue: 100, details: { reference: 'to my friend' } });
  expect(second.text).toBe(first.text);
  expect(await money.transfers(WAITING)).toHaveLength(18);
  expect((await money.get('/v2/accounts/8692237')).json).toMatchObject({ currency: 'GBP', type: 'SortCode' });
  const other = await money.order({ quoteUuid: order['quoteUuid'] });
  expect((await money.send('POST', '/v1/transfers', other)).json.errors?.[0]).toMatchObject({ code: 'NOT_VALID', path: 'quoteUuid' });
  expect((await money.fund(Number(first.json['id']))).json['status']).toBe('COMPLETED');
});

test('fields that do not fit are named', async () => {
  const { status, json } = await money.send('POST', '/v1/transfers', { targetAccount: 'x', quoteUuid: 1, customerTransactionId: '2', details: { reference: 5 } });
  expect([status, json.errors?.map(({ path }) => path)]).toEqual([400, ['targetAccount', 'quoteUuid', 'customerTransactionId', 'details']]);
});

test('a quote prices either amount, and is good for half an hour', async () => {
  const target = await money.quote({ sourceCurrency: 'EUR', targetCurrency: 'GBP', targetAmount: 500, sourceAmount: null });
  const [option] = target.json['paymentOptions'] as { sourceAmount: number; targetAmount: number; fee: { total: number } }[];
  expect([target.json['providedAmountType'], option!.targetAmount]).toEqual(['TARGET', 500]);
  expect(Math.abs((option!.sourceAmount - option!.fee.total) * Number(target.json['rate']) - 500)).toBeLessThan(0.01);
  for (const wrong of [{ sourceAmount: 1, targetAmount: 1 }, {}, { sourceAmount: 0 }, { sourceAmount: 0.2 }, { sourceAmount: 1.005 }]) expect((await money.quote({ sourceCurrency: 'EUR', targetCurrency: 'GBP', ...wrong })).status, JSON.stringify(wrong)).toBe(400);
  expect((await money.quote({ sourceCurrency: 'EUR', targetCurrency: 'XXX', sourceAmount: 5 })).status).toBe(400);
  const order = await money.order();
  client.sandbox.setFaults({ clockSkew: { seconds: 1801 } });
  expect((await money.send('POST', '/v1/transfers', order)).json.errors?.[0]?.message).toContain('30 minutes');
});

test('balances are listed by type and opened once', async () => {
  expect([await money.balance('EUR'), await money.balance('GBP'), await money.balance('USD')]).toEqual([61_902.15, 8_450, 250]);
  expect(await new MoneyClient(client, 30_120_002).balance('USD')).toBe(12_000);
  expect((await money.get(money.path('v4', 'balances'))).status).toBe(400);
  const open = (body: object, key = '0c3b1c52-6b0e-4b62-8f0e-0a5a3b1f7a11') => money.send('POST', money.path('v4', 'balances'), body, { 'x-idempotence-uuid': key });
  const made = await open({ currency: 'CHF', type: 'STANDARD' });
  expect([made.status, made.json['id']]).toEqual([201, 200_305]);
  expect((await open({ currency: 'CHF', type: 'STANDARD' })).text).toBe(made.text);
  const other = '0c3b1c52-6b0e-4b62-8f0e-0a5a3b1f7a12';
  expect([(await open({ currency: 'CHF', type: 'STANDARD' }, other)).status, (await open({ currency: 'CHF', type: 'SAVINGS' }, other)).status, (await open({ currency: 'SEK', type: 'STANDARD' }, 'x')).status]).toEqual([409, 400, 400]);
});
