import { expect, test } from 'vitest';
import { startMoney } from '../testing/money.ts';

const { client, money } = await startMoney();

const groupPath = (id: unknown) => money.path('v3', `batch-groups/${String(id)}`);
const patch = (id: unknown, status: string, version: unknown) => money.send('PATCH', groupPath(id), { status, version });

test('the suppliers of November wait for their money', async () => {
  const { json } = await money.get(groupPath(client.sandbox.info.batchGroupId));
  expect(json).toMatchObject({ name: 'November suppliers', status: 'COMPLETED', sourceCurrency: 'EUR', payInDetails: [{ type: 'bank_transfer', amount: 33_810, currency: 'EUR' }] });
  expect(json['transferIds']).toHaveLength(14);
});

test('a group is made, filled, completed and funded', async () => {
  const made = await money.send('POST', money.path('v3', 'batch-groups'), { sourceCurrency: 'EUR', name: 'December' });
  expect([made.status, made.json]).toEqual([201, { id: made.json['id'], version: 0, name: 'December', sourceCurrency: 'EUR', status: 'NEW', transferIds: [], payInDetails: [] }]);
  const { id } = made.json;
  expect((await patch(id, 'COMPLETED', 0)).json.errors?.[0]).toMatchObject({ code: 'batch-group.invalid-state', message: 'The batch group is NEW, holds no transfer and cannot be COMPLETED.' });
  const order = await money.order();
  const added = await money.send('POST', `${groupPath(id)}/transfers`, order);
  expect((await money.send('POST', `${groupPath(id)}/transfers`, order)).text).toBe(added.text);
  expect((await money.send('POST', `${groupPath(id)}/transfers`, await money.order({ quoteUuid: (await money.quote({ sourceCurrency: 'GBP', targetCurrency: 'EUR', sourceAmount: 5 })).json['id'] }))).status).toBe(400);
  expect((await money.fundBatch(String(id))).json.errors?.[0]?.code).toBe('batch-group.invalid-state');
  expect((await patch(id, 'COMPLETED', 0)).json.errors?.[0]?.code).toBe('batch-group.version-mismatch');
  expect((await patch(id, 'COMPLETED', 1)).json).toMatchObject({ status: 'COMPLETED', version: 2, transferIds: [added.json['id']], payInDetails: [{ amount: 100 }] });
  expect((await money.send('POST', `${groupPath(id)}/transfers`, await money.order())).status).toBe(409);
  expect((await money.fundBatch(String(id))).json).toMatchObject({ transferIds: [added.json['id']] });
  expect((await patch(id, 'CANCELLED', 3)).status).toBe(409);
  expect(await money.balance('EUR')).toBe(61_802.15);
});

test('a group that is cancelled takes its transfers along, and cannot be funded', async () => {
  const { batchGroupId } = client.sandbox.info;
  expect((await patch(batchGroupId, 'CANCELLED', 15)).json).toMatchObject({ status: 'CANCELLED', payInDetails: [] });
  expect((await money.get('/v1/transfers/50500101')).json['status']).toBe('cancelled');
  expect([(await money.fundBatch(batchGroupId)).status, await money.balance('EUR')]).toEqual([409, 61_902.15]);
});

const activities = async (query: string) => JSON.parse((await money.get(money.path('v1', `activities?${query}`))).text) as { cursor: string | null; activities: { title: string; status: string; primaryAmount: string; resource: { type: string; id: string } }[] };

test('what waits needs attention until it is funded', async () => {
  const { activities: waiting } = await activities('status=REQUIRES_ATTENTION&size=100');
  expect(waiting.map(({ title, resource, primaryAmount }) => [title, resource.type, resource.id, primaryAmount])).toEqual([
    ['<strong>Harbor Line Freight Inc</strong>', 'TRANSFER', '50500003', '9,800.00 USD'],
    ['<strong>Lumen Studio Ltd</strong>', 'TRANSFER', '50500002', '2,000.00 GBP'],
    ['<strong>November suppliers</strong>', 'BATCH_TRANSFER', client.sandbox.info.batchGroupId, '33,810.00 EUR'],
    ['<strong>Nordwind GmbH</strong>', 'TRANSFER', '50500001', '12,400.00 EUR'],
  ]);
  await Promise.all([money.fund(50_500_002), money.fundBatch(client.sandbox.info.batchGroupId)]);
  expect((await activities('status=REQUIRES_ATTENTION&monetaryResourceType=BATCH_TRANSFER')).activities).toEqual([]);
  expect((await activities('status=COMPLETED&since=2020-01-01T00:00:00Z&size=2')).activities.map(({ resource }) => resource.id)).toEqual(['50500002', client.sandbox.info.batchGroupId]);
});

test('activities come by pages', async () => {
  const all = (await activities('size=100')).activities;
  const first = await activities('size=5');
  const second = await activities(`size=100&nextCursor=${first.cursor}`);
  expect([...first.activities, ...second.activities]).toEqual(all);
  expect([second.cursor, all.length]).toEqual([null, 11]);
  for (const wrong of ['size=0', 'size=101', 'status=DONE', 'nextCursor=x', 'since=soon']) expect((await money.get(money.path('v1', `activities?${wrong}`))).status, wrong).toBe(400);
});
