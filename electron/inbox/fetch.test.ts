import { expect, test } from 'vitest';
import { approvalInbox } from '../../shared/model/approvals.ts';
import { json } from '../wise/testing/wise-double.ts';
import { ACME, BATCH, OTHER, startInboxSide, waitingTransfer } from './testing/inbox-side.ts';

const group = (id: string, status: string, transferIds: number[]) => ({ id, name: id, sourceCurrency: 'EUR', status, transferIds, payInDetails: [{ amount: 99, currency: 'EUR' }] });
const many = (count: number) => Array.from({ length: count }, (_, index) => waitingTransfer(50_500_001 + index));

test('transfers of every profile, page by page, with payees; those of a waiting batch only within it', async () => {
  const side = await startInboxSide();
  side.world.transfers.set(ACME, [...many(230), waitingTransfer(1, { status: 'processing' })]);
  side.world.transfers.set(OTHER, [waitingTransfer(60_000_001, { user: 9, sourceCurrency: 'GBP', sourceValue: 5, created: '2026-11-22T08:00:00+01:00' })]);
  side.world.names.set(50_500_003, '<strong>Lumen &amp; Söhne</strong>');
  side.world.attention.push(BATCH);
  side.world.batches.set(BATCH, { id: BATCH, version: 3, name: 'November suppliers', sourceCurrency: 'EUR', status: 'COMPLETED', transferIds: [50_500_001, 50_500_002], payInDetails: [] });
  const inbox = approvalInbox.parse(await side.fetch());
  expect(inbox.problems).toEqual([]);
  expect(side.asked(/GET \/v1\/transfers\?profile=30000000&status=incoming_payment_waiting&limit=100&offset=/).map(({ path }) => path.split('offset=')[1])).toEqual(['0', '100', '200']);
  expect(inbox.items).toHaveLength(230 - 2 + 1 + 1);
  const item = (key: string) => inbox.items.find((one) => one.key === key);
  expect(item(`batch:${BATCH}`)).toMatchObject({
    kind: 'fund-batch', title: 'November suppliers', amount: { value: 24_800, currency: 'EUR' }, transfers: 2, madeBy: 'you', madeAt: '2026-11-21T09:40:00.000Z', profileId: ACME, risk: 'high',
    call: { method: 'POST', path: `/v3/profiles/${ACME}/batch-payments/${BATCH}/payments`, body: '{"type":"BALANCE"}' },
  });
  expect(item('transfer:50500001')).toBeUndefined();
  expect(item('transfer:50500003')).toMatchObject({
    title: 'Lumen & Söhne', payee: { name: 'Lumen & Söhne' }, reference: 'Invoice 50500003', madeBy: 'you', madeAt: '2026-11-20T10:47:49.000Z', profileName: 'Acme Payments Ltd.', missing: ['payee account', 'fee'],
    does: ['12,400.00 EUR leave the EUR balance of Acme Payments Ltd.', 'Lumen & Söhne gets 12,400.00 EUR.', 'It cannot be taken back once Wise has begun to pay out.'],
  });
  expect(item('transfer:60000001')).toMatchObject({ profileName: 'Ann Other', madeBy: 'user 9', madeAt: '2026-11-22T07:00:00.000Z', title: 'Transfer 60000001', missing: ['payee', 'fee'] });
  expect(inbox.profiles).toContainEqual({ id: ACME, name: expect.any(String) });
  expect(inbox.balances).toContainEqual({ profileId: ACME, balanceId: ACME + 1, available: { value: 61_902.15, currency: 'EUR' } });
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'approval.fetched', outcome: 'ok', says: '2 profiles: 229 transfers and 1 batch waiting' });
});

test('what one profile cannot tell is a problem; the rest is shown', async () => {
  const side = await startInboxSide();
  side.world.transfers.set(ACME, many(150));
  side.world.transfers.set(OTHER, [waitingTransfer(60_000_001)]);
  side.world.broken.push(
    [/transfers\?profile=30000000.*offset=100/, () => json({ message: 'no', request_id: 'r' }, 500)],
    [/profiles\/30000001\/(activities|balances)/, () => ({ status: 404, body: '' })],
  );
  const { items, problems, balances } = approvalInbox.parse(await side.fetch());
  expect(items).toHaveLength(101);
  expect(problems.map(({ profileName, what, error }) => [profileName, what, error.code, error.details.status]).toSorted()).toEqual([
    ['Acme Payments Ltd.', 'transfers', 'WISE_FAILED', 500], ['Ann Other', 'balances', 'WISE_REFUSED', 404], ['Ann Other', 'batches', 'WISE_REFUSED', 404],
  ]);
  expect(balances.map(({ profileId }) => profileId)).toEqual([ACME]);
  side.world.broken = [[/v2\/profiles/, () => ({ status: 401, body: '' })]];
  await expect(side.fetch()).rejects.toMatchObject({ code: 'WISE_UNAUTHORIZED' });
  expect(side.inbox.view(side.connectionId).items).toHaveLength(101);
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'approval.fetched', outcome: 'refused' });
});

test('at most 2,000 of a profile, and a server that does not page ends', async () => {
  const side = await startInboxSide();
  side.world.transfers.set(ACME, many(2_150));
  side.world.broken.push([/transfers\?profile=30000001/, () => json(many(100).map((one) => ({ ...one, id: one.id + 1e6 })))]);
  const { items, problems } = await side.fetch();
  expect(items).toHaveLength(2_100);
  expect(problems).toMatchObject([{ profileId: ACME, what: 'transfers beyond the first 2,000', error: { code: 'APPROVAL_TOO_MANY' } }]);
  expect(side.asked(/transfers\?profile=30000001/)).toHaveLength(2);
});

test('hostile and odd answers: text is cleaned and cut, odd members are left out, what cannot be read is told', async () => {
  const side = await startInboxSide();
  const long = `Evil\u202e\u0000\n${'x'.repeat(10_000)}`;
  side.world.transfers.set(ACME, [
    waitingTransfer(1, { details: { reference: long }, user: 'x', created: 'yesterday', quoteUuid: null, targetAccount: null, targetCurrency: null, targetValue: null }),
    waitingTransfer(2, { sourceValue: '7.5', details: null, reference: 'old' }), waitingTransfer(3, { sourceValue: null }), waitingTransfer(4, { sourceCurrency: '<b>' }),
  ]);
  side.world.names.set(1, `<img src=x onerror=alert(1)>${long}`).set(2, 7);
  const { items, problems } = approvalInbox.parse(await side.fetch());
  expect(items.map(({ key }) => key)).toEqual(['transfer:1', 'transfer:2']);
  expect(items[0]?.title).toMatch(/^Evil x{130,135}$/);
  expect(items[0]?.reference).toHaveLength(140);
  expect(items[0]).not.toHaveProperty('madeAt');
  expect(items[1]).toMatchObject({ amount: { value: 7.5, currency: 'EUR' }, reference: 'old', title: 'Transfer 2' });
  expect(JSON.stringify(items)).not.toMatch(/\\u0000|\\n|\u202e|onerror/);
  expect(problems).toMatchObject([{ what: '2 transfers that cannot be read', error: { code: 'WISE_ANSWER_INVALID' } }]);
});

test('a server that does not look at the status it is asked for: what does not wait is not shown', async () => {
  const side = await startInboxSide();
  side.world.broken.push([/transfers\?profile=30000000/, () => json([waitingTransfer(1, { status: 'processing' }), waitingTransfer(2, { status: 'INCOMING_PAYMENT_WAITING' })])]);
  const { items, problems } = await side.fetch();
  expect([items.map(({ key }) => key), problems]).toEqual([['transfer:2'], []]);
});

test('batches: paid, unfinished and unknown ones are not shown', async () => {
  const side = await startInboxSide();
  const ids = ['1', '2', '3', '4'].map((digit) => BATCH.replace(/.$/, digit));
  side.world.transfers.set(ACME, [waitingTransfer(5, { status: 'processing' }), waitingTransfer(6, { status: 'funds_converted' }), waitingTransfer(7)]);
  side.world.attention.push(...ids, '../../../oauth', 'not-a-uuid');
  side.world.batches.set(ids[0]!, group(ids[0]!, 'COMPLETED', [5, 6])).set(ids[1]!, group(ids[1]!, 'NEW', [7])).set(ids[2]!, group(ids[2]!, 'completed', [7, 8]));
  const { items, problems } = await side.fetch();
  expect(items.map(({ key, amount }) => [key, amount?.value])).toEqual([[`batch:${ids[2]}`, 99]]);
  expect(problems.map(({ what }) => what)).toEqual([`batch ${ids[3]}`, `batch ${ids[3]}`]);
  expect(side.asked(/oauth|not-a-uuid/)).toEqual([]);
});

test('one fetch at a time; what is known stays meanwhile, and what is done meanwhile does not come back', async () => {
  const side = await startInboxSide();
  side.world.transfers.set(ACME, many(2));
  await side.fetch();
  const gate = Promise.withResolvers<void>();
  side.world.broken.push([/transfers\?profile=30000001/, async () => {
    await gate.promise;
    return json([]);
  }]);
  const before = side.server.received.length;
  const both = [side.fetch(), side.fetch()];
  expect(side.inbox.view(side.connectionId)).toMatchObject({ isFetching: true, items: [{}, {}] });
  await expect.poll(() => side.asked(/profiles\/30000000\/balances/).length).toBe(2);
  side.inbox.remove(side.connectionId, 'transfer:50500001');
  gate.resolve();
  const [one, other] = await Promise.all(both);
  expect(one).toEqual(other);
  expect(one).toMatchObject({ isFetching: false, items: [{ key: 'transfer:50500002' }] });
  expect(side.server.received.slice(before).filter(({ path }) => path === '/v2/profiles')).toHaveLength(1);
  expect(side.told).toContain('approvals');
  side.inbox.forget();
  expect(side.inbox.view(side.connectionId)).toEqual({ items: [], isFetching: false, problems: [], balances: [], wrongTries: 0, fourEyes: false });
});
