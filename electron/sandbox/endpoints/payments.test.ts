import { CompactSign, compactVerify, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { makeKey } from '../testing/client.ts';
import { wisePublicKey } from '../testing/encrypted.ts';
import { startMoney } from '../testing/money.ts';

const { client, money } = await startMoney();

const [NORDWIND, LUMEN, HARBOR] = [50_500_001, 50_500_002, 50_500_003] as const;
const statusOf = async (id: number) => (await money.get(`/v1/transfers/${id}`)).json['status'];
const paymentsOf = async (id: number) => JSON.parse((await money.get(`/v1/transfers/${id}/payments`)).text) as Record<string, unknown>[];

test('a transfer is funded once: the money leaves the balance, and what funded it can be read', async () => {
  expect(await paymentsOf(NORDWIND)).toEqual([]);
  const { status, json } = await money.fund(NORDWIND);
  expect([status, json]).toEqual([200, { type: 'BALANCE', status: 'COMPLETED', errorCode: null }]);
  expect([await money.balance('EUR'), await statusOf(NORDWIND)]).toEqual([49_502.15, 'processing']);
  expect(await paymentsOf(NORDWIND)).toMatchObject([{ method: 'BALANCE', amount: 12_400, currency: 'EUR' }]);
  const again = await money.fund(NORDWIND);
  expect([again.status, again.json.errors?.[0]?.code, await money.balance('EUR')]).toEqual([409, 'transfer.invalid-state', 49_502.15]);
});

test('of twenty calls at once one funds it', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => money.fund(LUMEN)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
  expect(await money.balance('GBP')).toBe(6_450);
});

test('without the money it is rejected with an ordinary 200, and nothing moves', async () => {
  const { status, json } = await money.fund(HARBOR);
  expect([status, json]).toEqual([200, { type: 'BALANCE', status: 'REJECTED', errorCode: 'transfer.insufficient_funds' }]);
  expect([await money.balance('USD'), await statusOf(HARBOR), await paymentsOf(HARBOR)]).toEqual([250, 'incoming_payment_waiting', []]);
});

test('a batch group is funded whole, once, and its transfers with nothing else', async () => {
  const { batchGroupId } = client.sandbox.info;
  const [one] = (await money.get(money.path('v3', `batch-groups/${batchGroupId}`))).json['transferIds'] as number[];
  expect((await money.fund(one!)).status).toBe(409);
  const answers = await Promise.all([money.fundBatch(batchGroupId), money.fundBatch(batchGroupId)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 200)!.json).toMatchObject({ id: batchGroupId, alreadyPaid: true, status: 'COMPLETED' });
  expect([await money.balance('EUR'), await statusOf(one!)]).toEqual([28_092.15, 'processing']);
});

test('a batch group that costs more than there is moves nothing', async () => {
  await client.call('POST', '/__sandbox/money', { body: '{"reset": true}' });
  expect((await money.send('POST', '/v1/transfers', await money.order({ quoteUuid: (await money.quote({ sourceCurrency: 'EUR', targetCurrency: 'EUR', sourceAmount: 30_000 })).json['id'] }))).json['id']).toBe(50_600_001);
  await money.fund(50_600_001);
  const { status, json } = await money.fundBatch(client.sandbox.info.batchGroupId);
  expect([status, json.errors?.[0]?.code, await money.balance('EUR')]).toEqual([400, 'transfer.insufficient_funds', 31_902.15]);
  expect((await money.transfers('status=processing')).map(({ id }) => id)).toEqual([50_600_001, 50_499_109]);
});

test('nothing moves before SCA has let it', async () => {
  client.sandbox.setFaults({ noSca: {} });
  await client.call('DELETE', '/__sandbox/faults');
  const refused = await Promise.all([money.fund(NORDWIND), money.fundBatch(client.sandbox.info.batchGroupId), money.fund(LUMEN, { authorization: `Bearer ${client.sandbox.info.personalToken}` })]);
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
  expect(refused.map(({ headers }) => headers['x-2fa-approval-result'])).toEqual(['REJECTED', 'REJECTED', undefined]);
  expect([await money.balance('EUR'), await money.balance('GBP')]).toEqual([61_902.15, 8_450]);
});

test.each<[what: string, profileId: number, id: number, body: unknown, status: number]>([
  ['a transfer of another profile', 30_120_000, NORDWIND, { type: 'BALANCE' }, 404],
  ['a profile of nobody', 1, NORDWIND, { type: 'BALANCE' }, 403],
  ['a transfer of nobody', 30_120_001, 1, { type: 'BALANCE' }, 404],
  ['another way to pay', 30_120_001, NORDWIND, { type: 'BANK_TRANSFER' }, 400],
  ['no way to pay', 30_120_001, NORDWIND, [], 400],
  ['a reference that is no text', 30_120_001, NORDWIND, { type: 'BALANCE', partnerReference: 5 }, 400],
])('%s is refused', async (_what, profileId, id, body, status) => {
  const answer = await money.send('POST', `/v3/profiles/${profileId}/transfers/${id}/payments`, body);
  expect([answer.status, await statusOf(NORDWIND)]).toEqual([status, 'incoming_payment_waiting']);
});

test('losePaymentAnswer pays and cuts the connection; rejectPayment pays nothing', async () => {
  client.sandbox.setFaults({ losePaymentAnswer: { count: 1 } });
  await expect(money.fund(NORDWIND)).rejects.toThrow();
  expect([await statusOf(NORDWIND), await money.balance('EUR')]).toEqual(['processing', 49_502.15]);
  client.sandbox.setFaults({ rejectPayment: { count: 2, errorCode: 'transfer.blocked' } });
  expect((await money.fund(LUMEN)).json).toMatchObject({ status: 'REJECTED', errorCode: 'transfer.blocked' });
  expect((await money.fundBatch(client.sandbox.info.batchGroupId)).json.errors?.[0]?.code).toBe('transfer.blocked');
  expect((await money.fund(LUMEN)).json).toMatchObject({ status: 'COMPLETED' });
});

test('a signed call is verified and answered signed', async () => {
  const key = await makeKey('ES256');
  await client.upload(key.upload);
  const path = money.path('v3', `transfers/${LUMEN}/payments`);
  const signed = (url: string) => new CompactSign(Buffer.from('{"type":"BALANCE"}')).setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key.keyId, url }).sign(key.privateKey);
  const post = (body: string, method = 'jws') => client.call('POST', path, { headers: { ...money.headers, 'content-type': 'application/jose+json', accept: 'application/jose+json', 'x-tw-jose-method': method }, body });
  const token = await signed(path);
  const refused = await Promise.all([post(await signed(money.path('v3', 'transfers/50500001/payments'))), post(`${token.slice(0, -4)}AAAA`), post(token, 'jwe')]);
  expect(refused.map(({ status, json }) => [status, json['error']])).toEqual([[400, 'jws_error'], [400, 'jws_error'], [400, 'jws_error']]);
  const { status, headers, text } = await post(token);
  expect([status, headers['content-type'], decodeProtectedHeader(text).alg]).toEqual([200, 'application/jose+json', 'ES256']);
  const { payload } = await compactVerify(text, await wisePublicKey(client, 'ES256'));
  expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ type: 'BALANCE', status: 'COMPLETED', errorCode: null });
});
