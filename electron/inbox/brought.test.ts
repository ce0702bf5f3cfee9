import { expect, test } from 'vitest';
import { approvalInbox, type ApprovalRecord } from '../../shared/model/approvals.ts';
import { openLink } from '../links/open.ts';
import { readThreeDsChallenge } from './three-ds-event.ts';
import { ACME, startInboxSide, waitingTransfer } from './testing/inbox-side.ts';

type Side = Awaited<ReturnType<typeof startInboxSide>>;
const items = (side: Side) => approvalInbox.parse(side.inbox.view(side.connectionId)).items;

function linkOpener(side: Side) {
  const consentInbox = { takeLink: () => expect.unreachable() };
  return (url: string) => openLink({ audit: side.audit, consentInbox, inbox: side.inbox }, url);
}

test('a link of the system becomes a draft in memory, the same one once, at most twenty; nothing is sent or saved', async () => {
  const side = await startInboxSide();
  const open = linkOpener(side);
  await open('portcullis://approve?method=POST&path=/v1/x&body={}&note=please');
  await open('portcullis:approve?method=POST&path=/v1/x&body={}&note=other');
  expect(items(side)).toMatchObject([{ kind: 'call', origin: 'link', note: 'please', title: 'POST /v1/x', call: { method: 'POST', path: '/v1/x', body: '{}' } }]);
  await open('portcullis://approve?method=POST&path=//evil&body={}');
  for (let index = 0; index < 30; index += 1) await open(`portcullis://approve?method=GET&path=/v1/x/${index}`);
  expect(items(side)).toHaveLength(20);
  expect(items(side).at(-1)?.title).toBe('GET /v1/x/29');
  expect(side.vault.read().approvals).toEqual([]);
  expect(side.server.received).toEqual([]);
  expect(JSON.stringify(side.audit.lines)).not.toMatch(/please|v1\/x/);
  side.inbox.forget();
  expect(items(side)).toEqual([]);
});

test('links that come while locked wait for the unlock, the newest five', async () => {
  const side = await startInboxSide();
  const open = linkOpener(side);
  side.session.isOpen = false;
  const { read } = side.vault;
  side.vault.read = () => expect.unreachable();
  for (let index = 0; index < 9; index += 1) await open(`portcullis://approve?method=GET&path=/v1/x/${index}`);
  side.vault.read = read;
  side.session.isOpen = true;
  expect(items(side).map(({ call }) => call.path)).toEqual(['/v1/x/4', '/v1/x/5', '/v1/x/6', '/v1/x/7', '/v1/x/8']);
});

test('a link about something that Wise lists changes nothing of what will be sent', async () => {
  const side = await startInboxSide();
  side.world.transfers.set(ACME, [waitingTransfer(7)]);
  await side.fetch();
  await linkOpener(side)(`portcullis://approve?method=POST&path=/v3/profiles/${ACME}/transfers/7/payments&body={"type":"OTHER"}&note=mine`);
  expect(items(side)).toMatchObject([{ key: 'transfer:7', origin: 'link', note: 'mine', amount: { value: 12_400 }, call: { body: '{"type":"BALANCE"}' } }]);
});

const EVENT = {
  data: {
    challenge_expires_after: 300, challenge_method: 'PUSH', occurred_at: '2026-11-23T11:59:00Z',
    resource: { card_token: '3ab81206', client_id: 'c', profile_id: ACME, type: 'card' },
    transaction: { channel: 'browser', merchant: { category: null, country: 'AD', name: 'Cards\u202e Shop', url: null }, money_value: { currency: 'EUR', value: 100 }, reference: '148990660' },
  },
  event_type: 'cards#3ds-challenge', schema_version: '2.0.0', sent_at: '2026-11-23T11:59:00Z', subscription_id: 'ec6d37c2',
};
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

test('a card payment to decide: from the event, once, until its time is over', async () => {
  const side = await startInboxSide();
  side.inbox.addFromWebhook(side.connectionId, bytes(EVENT));
  side.inbox.addFromWebhook(side.connectionId, bytes(EVENT));
  side.inbox.addFromWebhook(side.connectionId, bytes({ ...EVENT, event_type: 'transfers#state-change' }));
  side.inbox.addFromWebhook(side.connectionId, Buffer.from('no json'));
  expect(items(side)).toMatchObject([{
    key: 'three-ds:148990660', kind: 'three-ds', origin: 'webhook', title: 'Card payment at Cards Shop', profileId: ACME, amount: { value: 100, currency: 'EUR' }, expiresAt: '2026-11-23T12:04:00.000Z', risk: 'high',
    call: { method: 'POST', body: '{"transactionReference":"148990660","challengeStatus":"APPROVED"}' },
  }]);
  expect(side.told.filter((topic) => topic === 'approvals')).toHaveLength(1);
  side.clock.now = Date.parse('2026-11-23T12:04:01Z');
  expect(items(side)).toEqual([]);
  side.inbox.forget();
  side.inbox.addFromWebhook(side.connectionId, bytes(EVENT));
  expect(items(side)).toEqual([]);
});

test('a card payment that was decided does not come back with a second delivery', async () => {
  const side = await startInboxSide();
  const record: ApprovalRecord = {
    id: crypto.randomUUID(), at: new Date(side.clock.now).toISOString(), key: 'three-ds:148990660', kind: 'three-ds', connectionId: side.connectionId, connectionName: 'x', environment: 'custom', title: 't',
    shown: [], call: { method: 'POST', path: '/' }, bodySha256: '', challenges: [], outcome: 'done', says: 'x',
  };
  await side.vault.update((body) => ({ ...body, approvalRecords: [record] }));
  side.inbox.addFromWebhook(side.connectionId, bytes(EVENT));
  expect(items(side)).toEqual([]);
});

test.each([
  ['flat', { transaction_reference: 'r-1', profile_id: '7', merchant_name: 'Shop', amount: 9.5, currency: 'eur', expiration_time: '2026-11-23T12:30:00Z' }],
  ['in the resource', { resource: { transactionReference: 'r-1', profileId: 7, merchantName: 'Shop', transactionAmount: { value: '9.5', currency: 'EUR' }, expiresAt: '2026-11-23T12:30:00Z' } }],
])('other spellings are read too: %s', (_where, data) => {
  expect(readThreeDsChallenge(bytes({ event_type: 'cards#3ds-challenge', data }))).toEqual({ transactionReference: 'r-1', profileId: 7, merchant: 'Shop', amount: { value: 9.5, currency: 'EUR' }, expiresAt: '2026-11-23T12:30:00.000Z' });
});

test.each([
  { resource: { profile_id: 7 } }, { transaction: { reference: 'a\nb' }, resource: { profile_id: 7 } }, { transaction: { reference: 'x'.repeat(181) }, resource: { profile_id: 7 } }, { transaction: { reference: 'r' } }, [], null,
])('without a reference or a profile there is nothing to decide: %j', (data) => {
  expect(readThreeDsChallenge(bytes({ event_type: 'cards#3ds-challenge', data }))).toBeUndefined();
});
