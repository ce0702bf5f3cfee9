import { expect, test } from 'vitest';
import { approvalItem } from '../../shared/model/approvals.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { copyApprovalLink } from './copy-link.ts';
import { discard } from './discard.ts';
import { openSource } from './open-source.ts';
import { prepare } from './prepare.ts';
import { ACME, BATCH, OWNER, startInboxSide, waitingTransfer } from './testing/inbox-side.ts';

const T = 50_500_001;
const KEY = `transfer:${T}`;
const PATH = `/v3/profiles/${ACME}/transfers/${T}/payments`;
type Side = Awaited<ReturnType<typeof startInboxSide>>;
type Statement = Extract<Parsed<'approvals.prepare'>, { kind: 'statement' }>;

const call = (side: Side, path: string, rest: { method?: 'GET' | 'POST'; body?: string; note?: string } = {}) => prepare(side.services, { kind: 'call', connectionId: side.connectionId, method: 'POST', path, ...rest });
const view = (side: Side) => side.inbox.view(side.connectionId).items;
const entries = (side: Side) => side.vault.read().approvals;

test('a funding call by hand is the deed itself: once in the inbox, with what Wise tells of it', async () => {
  const side = await startInboxSide();
  side.world.transfers.set(ACME, [waitingTransfer(T)]);
  const made = approvalItem.parse(await call(side, PATH, { body: '{"type":"BALANCE"}', note: ' For\nMonday ' }));
  expect(made).toMatchObject({ key: KEY, kind: 'fund-transfer', risk: 'high', origin: 'hand', note: 'For Monday', title: `Transfer ${T}`, missing: ['amount', 'payee', 'fee', 'reference'], approval: { state: 'prepared', preparedBy: OWNER } });
  expect(side.server.received).toEqual([]);
  expect(entries(side)).toMatchObject([{ key: KEY, preparedBy: OWNER, profileId: ACME }]);
  const detailed = await side.inbox.details(side.connectionId, KEY);
  expect(detailed).toMatchObject({ amount: { value: 12_400, currency: 'EUR' }, fee: { value: 4.31, currency: 'EUR' }, payee: { name: 'Nordwind GmbH', account: 'DE89 3704 0044 0532 0130 00' }, reference: `Invoice ${T}`, missing: [] });
  expect(detailed.does).toContain('Nordwind GmbH gets 12,400.00 EUR on DE89 3704 0044 0532 0130 00.');
  await side.fetch();
  expect(view(side)).toMatchObject([{ key: KEY, origin: 'hand', note: 'For Monday', profileName: 'Acme Payments Ltd.', fee: { value: 4.31 }, missing: [], approval: { state: 'prepared' } }]);
  const before = side.server.received.length;
  await side.inbox.details(side.connectionId, KEY);
  expect(side.server.received).toHaveLength(before);
  // The same call is there once; another one for the same deed takes its place, and says what it sends.
  await call(side, PATH, { body: '{"type":"BALANCE"}' });
  await call(side, PATH, { body: '{"type":"BALANCE","partnerReference":"p1"}' });
  expect(view(side)).toHaveLength(1);
  expect(view(side)[0]?.does.at(-1)).toBe(`Sends POST ${PATH} with the body {"type":"BALANCE","partnerReference":"p1"}`);
});

test('details that fail stay missing and are asked for again, unless Wise does not know them', async () => {
  const side = await startInboxSide();
  side.world.transfers.set(ACME, [waitingTransfer(T)]);
  await side.fetch();
  side.world.broken = [[/quotes/, () => ({ status: 404, body: '' })], [/accounts/, () => ({ status: 500, body: '' })]];
  expect((await side.inbox.details(side.connectionId, KEY)).missing).toEqual(['payee', 'fee']);
  side.world.broken = [];
  expect(await side.inbox.details(side.connectionId, KEY)).toMatchObject({ payee: { name: 'Nordwind GmbH' }, missing: ['fee'] });
  expect(side.asked(/quotes/)).toHaveLength(1);
});

test('asked anew, an item is as Wise has it now, or it waits no more', async () => {
  const side = await startInboxSide();
  const transfer = waitingTransfer(T);
  side.world.transfers.set(ACME, [transfer, waitingTransfer(T + 1)]);
  await side.fetch();
  transfer.sourceValue = 99;
  expect(await side.inbox.fresh(side.connectionId, KEY)).toMatchObject({ amount: { value: 99 } });
  transfer.status = 'processing';
  await expect(side.inbox.fresh(side.connectionId, KEY)).rejects.toMatchObject({ code: 'APPROVAL_NOT_FOUND', details: { reason: 'Wise says: processing.' } });
  expect(view(side).map(({ key }) => key)).toEqual([`transfer:${T + 1}`]);
  side.world.broken = [[/transfers\/50500002/, () => ({ status: 500, body: '' })]];
  await expect(side.inbox.fresh(side.connectionId, `transfer:${T + 1}`)).rejects.toMatchObject({ code: 'WISE_FAILED' });
  await expect(side.inbox.fresh(side.connectionId, 'transfer:9')).rejects.toMatchObject({ code: 'APPROVAL_NOT_FOUND' });
});

test('what was prepared here and is paid elsewhere is dropped by the next fetch; a number that Wise does not know stays', async () => {
  const side = await startInboxSide();
  side.world.transfers.set(ACME, [waitingTransfer(T, { status: 'outgoing_payment_sent' })]);
  await call(side, PATH, { body: '{"type":"BALANCE"}' });
  await call(side, PATH.replace(String(T), '77'), { body: '{"type":"BALANCE"}' });
  await side.fetch();
  expect(view(side).map(({ key }) => key)).toEqual(['transfer:77']);
  expect(side.audit.lines.map(({ kind, says }) => `${kind} ${says}`)).toContain(`approval.discarded ${KEY}. Wise says: outgoing_payment_sent.`);
});

test('a batch group by its id: shown once Wise says that it waits, and watched from then on', async () => {
  const side = await startInboxSide();
  const batch = { kind: 'batch', connectionId: side.connectionId, profileId: ACME, batchGroupId: BATCH } as const;
  await expect(prepare(side.services, batch)).rejects.toMatchObject({ code: 'APPROVAL_CALL_INVALID', details: { field: 'batchGroupId', reason: 'Wise does not know it.' } });
  const group = { id: BATCH, name: 'Salaries', sourceCurrency: 'EUR', status: 'NEW', transferIds: [T, T + 1], payInDetails: [] };
  side.world.batches.set(BATCH, group);
  await expect(prepare(side.services, batch)).rejects.toMatchObject({ code: 'APPROVAL_CALL_INVALID' });
  group.status = 'COMPLETED';
  side.world.transfers.set(ACME, [waitingTransfer(T), waitingTransfer(T + 1)]);
  expect(await prepare(side.services, batch)).toMatchObject({ key: `batch:${BATCH}`, title: 'Salaries', origin: 'hand', transfers: 2, missing: ['amount', 'fee'] });
  await side.fetch();
  expect(view(side)).toMatchObject([{ key: `batch:${BATCH}`, amount: { value: 24_800, currency: 'EUR' }, origin: 'hand', madeBy: 'you', approval: { state: 'prepared' } }]);
});

test('statements and 3DS results', async () => {
  const side = await startInboxSide();
  const statement: Statement = { kind: 'statement', connectionId: side.connectionId, profileId: ACME, balanceId: 5, currency: 'EUR', from: '2026-10-01', to: '2026-10-31', type: 'COMPACT' };
  const path = `/v1/profiles/${ACME}/balance-statements/5/statement.json?currency=EUR&intervalStart=2026-10-01T00:00:00.000Z&intervalEnd=2026-10-31T23:59:59.999Z&type=COMPACT`;
  const made = await prepare(side.services, statement);
  expect(made).toMatchObject({ key: `statement:${path}`, kind: 'statement', risk: 'low', title: 'EUR statement, 1 Oct 2026 to 31 Oct 2026', call: { method: 'GET', path }, missing: [] });
  expect(made.call).not.toHaveProperty('body');
  for (const [field, period] of [['to', { from: '2026-10-02', to: '2026-10-01' }], ['to', { from: '2026-10-02', to: '2026-11-24' }], ['from', { from: '2025-07-19', to: '2026-10-31' }]] as const) {
    await expect(prepare(side.services, { ...statement, ...period })).rejects.toMatchObject({ code: 'APPROVAL_CALL_INVALID', details: { field } });
  }
  expect(await prepare(side.services, { ...statement, from: '2025-07-20' })).toMatchObject({ kind: 'statement' });
  const threeDs = await prepare(side.services, { kind: 'three-ds', connectionId: side.connectionId, profileId: ACME, transactionReference: '148990660' });
  expect(threeDs).toMatchObject({ key: 'three-ds:148990660', kind: 'three-ds', risk: 'high', call: { method: 'POST', path: `/v3/spend/profiles/${ACME}/3dsecure/challenge-result`, body: '{"transactionReference":"148990660","challengeStatus":"APPROVED"}' } });
  expect(side.server.received).toEqual([]);
});

test('text and files: opened into the inbox, copied as a link that opens again; what is not one is refused', async () => {
  const side = await startInboxSide();
  const { connectionId, services } = side;
  const open = (text: string) => openSource(services, { connectionId, from: { kind: 'text', text } });
  const made = await open(`  <portcullis://approve?method=POST&amp;path=/v1/borderless\n&body=${encodeURIComponent('{"a":"1+1 ä"}')}&note=see%20ticket>`);
  expect(made).toMatchObject({ kind: 'call', origin: 'link', risk: 'unknown', title: 'POST /v1/borderless', note: 'see ticket', call: { body: '{"a":"1+1 ä"}' } });
  expect(made.does[0]).toBe('Sends POST /v1/borderless with the body {"a":"1+1 ä"}');
  await copyApprovalLink(services, { connectionId, key: made.key });
  expect(side.copied[0]).toMatch(/^portcullis:\/\/approve\?method=POST&path=%2Fv1%2Fborderless&body=[\w%.]+&note=see%20ticket$/);
  expect((await open(side.copied[0]!)).key).toBe(made.key);
  const long = await call(side, '/v1/long', { body: JSON.stringify({ text: 'x'.repeat(9_000) }) });
  await copyApprovalLink(services, { connectionId, key: long.key });
  expect(JSON.parse(side.copied[1]!)).toMatchObject({ portcullis: 'approval', version: 1, path: '/v1/long' });
  await discard(services, { connectionId, key: long.key });
  side.picks.file = { name: 'a.json', read: async () => Buffer.from(side.copied[1]!) };
  expect(await openSource(services, { connectionId, from: { kind: 'pick' } })).toMatchObject({ origin: 'file', call: long.call });
  const bad = ['', 'hello', '{"portcullis":"approval","version":2,"method":"GET","path":"/v1/x"}', '{"portcullis":"approval","version":1,"method":"GET","path":"/v1/x","host":"evil"}', 'portcullis://oauth/callback?code=c&state=s', 'portcullis://approve?method=GET&path=https://evil'];
  for (const text of bad) await expect(open(text), text).rejects.toMatchObject({ code: 'APPROVAL_FILE_UNREADABLE' });
  side.picks.file = undefined;
  await expect(openSource(services, { connectionId, from: { kind: 'pick' } })).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(side.server.received).toEqual([]);
});

test.each([
  ['path', '/v1/x y'], ['path', '/v1/\u202ex'], ['path', '/v1/x#y'], ['path', 'v1/x'], ['path', '/v1/a%2fb'], ['path', '/\\evil.invalid/'], ['path', `/v1/x?a=%0d%0aX: y`],
])('a call that cannot be sent as it is shown: %s %j', async (field, path) => {
  const { services, connectionId } = await startInboxSide();
  await expect(prepare(services, { kind: 'call', connectionId, method: 'GET', path })).rejects.toMatchObject({ code: 'APPROVAL_CALL_INVALID', details: { field } });
});

test('only what was put in here can be discarded, and not while it is unclear', async () => {
  const side = await startInboxSide();
  side.world.transfers.set(ACME, [waitingTransfer(T)]);
  await side.fetch();
  const { services, connectionId } = side;
  await expect(discard(services, { connectionId, key: KEY })).rejects.toMatchObject({ code: 'APPROVAL_NOT_FOUND' });
  await call(side, PATH, { body: '{"type":"BALANCE"}' });
  await side.vault.update((body) => ({ ...body, approvals: body.approvals.map((one) => ({ ...one, sentAt: new Date(side.clock.now).toISOString() })) }));
  await expect(discard(services, { connectionId, key: KEY })).rejects.toMatchObject({ code: 'APPROVAL_UNCLEAR' });
  await expect(call(side, PATH, { body: '{"type":"OTHER"}' })).rejects.toMatchObject({ code: 'APPROVAL_UNCLEAR' });
  // A fetch asks Wise about it first: a no counts once Wise has had half a minute.
  await side.fetch();
  await expect(discard(services, { connectionId, key: KEY })).rejects.toMatchObject({ code: 'APPROVAL_UNCLEAR' });
  side.clock.now += 30_000;
  await side.fetch();
  await discard(services, { connectionId, key: KEY });
  expect(view(side)).toMatchObject([{ key: KEY, origin: 'wise' }]);
});
