import { expect, test } from 'vitest';
import { openLink } from '../links/open.ts';
import { expectCode } from '../vault/testing/test-vault.ts';
import { newDraft } from './draft.ts';
import { ACME, startInboxSide, waitingTransfer } from './testing/inbox-side.ts';
import { validCall } from './validate.ts';

const T = 50_500_001;
const KEY = `transfer:${T}`;
const FUND = `/v3/profiles/${ACME}/transfers/${T}/payments`;

test.each([
  ['path', '/v3/profiles/1/transfers/%D9%A5/payments', '{}'], ['path', '/v3/profiles/+1/transfers/5/payments', '{}'], ['path', '/v3/profiles/1/transfers/5/payments;%FF', '{}'],
  ['body', '/v1/x', '{"a":"1\u200b2"}'], ['body', '/v1/x', '{"a":"\u3164"}'], ['body', '/v1/x', '{"a":"\u{e0041}"}'], ['body', '/v1/x', '{"a":"\ud800"}'], ['body', '/v1/x', '{"a":"\u2028"}'], ['body', '/v1/x', '{"a":"\u0085"}'],
])('the %s of %s %j would be read otherwise than it is sent', async (field, path, body) => {
  const thrown = await expectCode((async () => validCall({ method: 'POST', path, body }))(), 'APPROVAL_CALL_INVALID');
  expect(thrown.details.field).toBe(field);
});

test('what people write in other scripts is sent', () => {
  const body = '{"reference":"Rechnung Zürich 東京 שלום 2026"}';
  expect(validCall({ method: 'POST', path: '/v1/x', body })).toEqual({ method: 'POST', path: '/v1/x', body });
});

const result = (reference: string) => ({ method: 'POST', path: `/v3/spend/profiles/${ACME}/3dsecure/challenge-result`, body: `{"transactionReference":"${reference}","challengeStatus":"APPROVED"}` }) as const;

test('escapes in a body turn no title around, and a key that no screen can ask with is not kept', async () => {
  expect(newDraft({ connectionId: 'c', call: result('1\\u202e23'), origin: 'link', at: 0 }).title).not.toContain('\u202e');
  const side = await startInboxSide();
  const { path, body } = result('9'.repeat(500));
  await openLink({ audit: side.audit, consentInbox: { takeLink: () => expect.unreachable() }, inbox: side.inbox }, `portcullis:approve?method=POST&path=${path}&body=${encodeURIComponent(body)}`);
  expect(side.inbox.view(side.connectionId).items).toEqual([]);
});

test('a transfer that goes to another account by now is not what was shown', async () => {
  const side = await startInboxSide();
  side.world.transfers.set(ACME, [waitingTransfer(T)]);
  await side.fetch();
  expect((await side.inbox.details(side.connectionId, KEY)).payee?.account).toBe('DE89 3704 0044 0532 0130 00');
  side.world.transfers.set(ACME, [waitingTransfer(T, { targetAccount: 66_666 })]);
  const begun = side.services.approvals.begin({ connectionId: side.connectionId, key: KEY });
  expect((await expectCode(begun, 'APPROVAL_CHANGED')).details.field).toBe('payee');
  expect(side.server.received.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('another call that took the place of the one on the screen is not sent', async () => {
  const side = await startInboxSide();
  const open = (body: string) => openLink({ audit: side.audit, consentInbox: { takeLink: () => expect.unreachable() }, inbox: side.inbox }, `portcullis:approve?method=POST&path=${FUND}&body=${encodeURIComponent(body)}`);
  await open('{"type":"BALANCE"}');
  const [shown] = side.inbox.view(side.connectionId).items;
  for (let index = 0; index < 20; index += 1) await openLink({ audit: side.audit, consentInbox: { takeLink: () => expect.unreachable() }, inbox: side.inbox }, `portcullis:approve?method=GET&path=/v1/x/${index}`);
  await open('{"type":"OTHER"}');
  const seen = { call: shown!.call };
  const { approvals } = side.services;
  for (const step of [() => approvals.begin({ connectionId: side.connectionId, key: KEY, seen }), () => approvals.handOver({ connectionId: side.connectionId, key: KEY, seen })]) {
    expect((await expectCode(step, 'APPROVAL_CHANGED')).details.field).toBe('call');
  }
  expect(side.server.received).toEqual([]);
});

test('an amount that nobody has seen is not approved', async () => {
  const side = await startInboxSide();
  side.world.transfers.set(ACME, [waitingTransfer(T)]);
  await openLink({ audit: side.audit, consentInbox: { takeLink: () => expect.unreachable() }, inbox: side.inbox }, `portcullis:approve?method=POST&path=${FUND}&body={"type":"BALANCE"}`);
  const begin = () => side.services.approvals.begin({ connectionId: side.connectionId, key: KEY });
  expect((await expectCode(begin(), 'APPROVAL_CHANGED')).details.field).toBe('amount');
  expect(side.server.received.filter(({ method }) => method === 'POST')).toEqual([]);
  expect(side.inbox.view(side.connectionId).items).toMatchObject([{ amount: { value: 12_400 } }]);
});
