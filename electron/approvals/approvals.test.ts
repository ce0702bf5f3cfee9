import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { expectCode } from '../vault/testing/test-vault.ts';
import { json } from '../wise/testing/wise-double.ts';
import { CODE, FUND, KEY, startApprovalSide, STATUS, type ApprovalSide } from './testing/approval-side.ts';

let side: ApprovalSide;
afterEach(() => side.close().catch(() => undefined));

const code = () => Promise.resolve(Buffer.from(CODE));
const begin = async () => side.approvals.begin({ connectionId: side.connectionId, key: KEY });

/** Up to the last proof. */
async function cleared(): Promise<string> {
  const { approval } = await begin();
  const id = approval?.id ?? '';
  await side.approvals.trigger(id, 'SMS');
  await side.approvals.prove(id, 'SMS', code);
  return id;
}

test('from the click to the record: asked, cleared, sent again the same, on record before it is told', async () => {
  side = await startApprovalSide();
  const { approval } = await begin();
  expect(approval).toMatchObject({ state: 'asking', key: KEY, token: { actionType: 'TRANSFER__FUND', challenges: [{ index: 0, required: true, passed: false, ways: ['SMS'] }] } });
  expect(Date.parse(approval?.token?.endsAt ?? '')).toBe(side.clock.now + 3_600_000);
  const id = approval?.id ?? '';
  await expectCode(side.approvals.send(id), 'APPROVAL_NOT_CLEAR');
  await expectCode(side.approvals.prove(id, 'SMS', code), 'SCA_CODE_NOT_SENT');
  const sent = await side.approvals.trigger(id, 'SMS');
  expect(sent.approval?.token?.challenges[0]?.sent).toMatchObject({ way: 'SMS', hint: '*********8888' });
  expect((await expectCode(side.approvals.trigger(id, 'SMS'), 'SCA_CODE_WAIT')).details.retryAfterMs).toBe(30_000);
  await expectCode(side.approvals.prove(id, 'SMS', () => Promise.resolve(Buffer.from('000000'))), 'SCA_WRONG_PROOF');
  const value = Buffer.from(CODE);
  expect((await side.approvals.prove(id, 'SMS', () => Promise.resolve(value))).approval?.state).toBe('clear');
  expect([...value]).toEqual([0, 0, 0, 0, 0, 0]);
  expect(side.state.funded).toBe(0);

  const { record } = await side.approvals.send(id);
  expect(record).toMatchObject({ outcome: 'done', says: 'Funded: 12,400.00 EUR to Nordwind GmbH.', status: 200, traceId: 'trace-of-the-test', challenges: [{ type: 'SMS' }], approvedBy: { name: 'Anna' } });
  expect(record?.shown).toContainEqual({ label: 'Reference', value: 'Invoice 2026-1187' });
  expect(side.vault.read().approvals).toEqual([]);
  expect(side.vault.read().approvalRecords).toEqual([record]);
  expect(side.removed).toEqual([KEY]);
  const [first, second] = side.fundCalls();
  expect([first?.body, first?.headers['content-type']]).toEqual([second?.body, second?.headers['content-type']]);
  expect(record?.bodySha256).toBe(createHash('sha256').update(second?.body ?? '').digest('hex'));
  expect(JSON.stringify([side.vault.read(), side.audit.lines])).not.toContain(String(second?.headers['x-2fa-approval']));
  expect(JSON.stringify(side.audit.lines)).not.toContain(CODE);
});

test('a code whose sending is not known to have worked counts when it comes, and another may be asked for at once', async () => {
  side = await startApprovalSide();
  const id = (await begin()).approval?.id ?? '';
  side.wise.next('POST /v1/one-time-token/sms/trigger', (_, res) => void res.destroy());
  await expectCode(side.approvals.trigger(id, 'SMS'), 'WISE_UNREACHABLE');
  expect((await side.approvals.trigger(id, 'SMS')).approval?.token?.challenges[0]?.sent).toMatchObject({ hint: '*********8888' });
  await side.approvals.putOff(id);
  const other = (await begin()).approval?.id ?? '';
  side.wise.next('POST /v1/one-time-token/sms/trigger', (_, res) => void res.destroy());
  await expectCode(side.approvals.trigger(other, 'SMS'), 'WISE_UNREACHABLE');
  expect((await side.approvals.prove(other, 'SMS', code)).approval?.state).toBe('clear');
});

test('two clicks at once send once; what is done is not done again', async () => {
  side = await startApprovalSide();
  const both = await Promise.allSettled([begin(), begin()]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(both[1]).toMatchObject({ reason: { code: 'APPROVAL_UNDER_WAY' } });
  // Later ones are told where it stands, and send nothing.
  await begin();
  expect(side.fundCalls()).toHaveLength(1);
  const id = await cleared();
  const sends = await Promise.allSettled([side.approvals.send(id), side.approvals.send(id), begin()]);
  expect(sends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(side.state.funded).toBe(1);
  await expectCode(begin(), 'APPROVAL_DONE');
  side.removed.length = 0;
  await expectCode(begin(), 'APPROVAL_DONE');
  expect(side.fundCalls()).toHaveLength(2);
});

test('what is not as it was shown, or waits no more, is not sent', async () => {
  side = await startApprovalSide();
  side.newest.item = { ...side.item, amount: { value: 12_400.01, currency: 'EUR' } };
  expect((await expectCode(begin(), 'APPROVAL_CHANGED')).details.field).toBe('amount');
  side.newest.item = { ...side.item, payee: { name: 'Somebody else' } };
  expect((await expectCode(begin(), 'APPROVAL_CHANGED')).details.field).toBe('payee');
  side.newest.item = { ...side.item, call: { ...side.item.call, body: '{}' } };
  expect((await expectCode(begin(), 'APPROVAL_CHANGED')).details.field).toBe('call');
  side.newest.item = undefined;
  await expectCode(begin(), 'APPROVAL_NOT_FOUND');
  expect(side.fundCalls()).toHaveLength(0);
  expect(side.vault.saves).toBe(0);
  // Between the proofs and the sending, too, once a minute has passed.
  side.newest.item = side.item;
  const id = await cleared();
  side.newest.item = { ...side.item, reference: 'Another' };
  side.clock.now += 61_000;
  expect((await expectCode(side.approvals.send(id), 'APPROVAL_CHANGED')).details.field).toBe('reference');
  side.newest.item = undefined;
  await expectCode(side.approvals.send(id), 'APPROVAL_NOT_FOUND');
  expect(side.vault.read().approvals).toEqual([]);
  expect(side.state.funded).toBe(0);
});

test('without room to note it nothing is sent', async () => {
  side = await startApprovalSide();
  side.vault.update = () => Promise.reject(new Error('disk full'));
  await expect(begin()).rejects.toThrow('disk full');
  expect(side.fundCalls()).toHaveLength(0);
});

test('a rejection in an ordinary answer moves nothing, and waits on; a refusal tells Wise’s words', async () => {
  side = await startApprovalSide();
  side.wise.next(FUND, () => json({ type: 'BALANCE', status: 'REJECTED', errorCode: 'balance.payment-option-unavailable' }));
  expect((await begin()).record).toMatchObject({ outcome: 'rejected', says: 'Rejected: not enough money in the EUR balance. Nothing moved.', status: 200 });
  expect(side.removed).toEqual([]);
  side.wise.next(FUND, () => json({ type: 'BALANCE', status: 'REJECTED', errorCode: 'some.new.code' }));
  expect((await begin()).record?.says).toBe('Rejected: some.new.code. Nothing moved.');
  side.wise.next(FUND, () => json({ errors: [{ code: 'transfer.invalid', message: 'Not like this' }] }, 422));
  expect((await begin()).record).toMatchObject({ outcome: 'refused', says: 'Refused: Wise answered 422: Not like this (transfer.invalid)' });
  expect(side.vault.read().approvals).toEqual([]);
  expect(side.vault.read().approvalRecords).toHaveLength(3);
});

test('a token ends by this machine’s clock; Wise may end it before; another token than ours is not believed', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  side.clock.now += 3_600_000;
  await expectCode(side.approvals.send(id), 'SCA_TOKEN_ENDED');
  expect(side.approvals.viewOf(side.entry()!)).toMatchObject({ state: 'prepared', error: { code: 'SCA_TOKEN_ENDED' } });
  const again = await cleared();
  expect(again).toBe(id);
  // Wise forgets it: the same call gets a new token, and nothing moved.
  side.state.tokens.clear();
  expect((await side.approvals.send(again)).approval).toMatchObject({ state: 'asking', error: { code: 'SCA_TOKEN_ENDED' } });
  expect(side.state.funded).toBe(0);
  await side.approvals.putOff(again);
  side.wise.next(STATUS, () => json({ oneTimeToken: 'another', challenges: [] }));
  await expectCode(begin(), 'SCA_OTHER_TOKEN');
  expect(side.vault.read().approvals).toEqual([]);
});

test('a 403 without a token says that Wise blocks; one without either header is a refusal', async () => {
  side = await startApprovalSide();
  side.wise.next(FUND, () => ({ status: 403, headers: { 'x-2fa-approval-result': 'REJECTED' } }));
  expect((await expectCode(begin(), 'SCA_BLOCKED')).details.retryAfterMs).toBeGreaterThan(0);
  expect(side.entry()?.sentAt).toBeUndefined();
  side.wise.next(FUND, () => json({ error: 'forbidden', error_description: 'no' }, 403));
  expect((await begin()).record).toMatchObject({ outcome: 'refused', status: 403 });
});

test('put off, it is as before; the token is gone', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  await side.approvals.putOff(id);
  expect(side.vault.read().approvals).toEqual([]);
  await expectCode(side.approvals.send(id), 'APPROVAL_NOT_FOUND');
});

test('what never got as far as to be judged did nothing; a cleared token can be sent again', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  side.wise.next(FUND, () => ({ status: 401 }), () => ({ status: 429, headers: { 'retry-after': '600' } }));
  await expectCode(side.approvals.send(id), 'WISE_UNAUTHORIZED');
  expect(side.approvals.viewOf(side.entry()!)).toMatchObject({ state: 'clear', error: { code: 'WISE_UNAUTHORIZED' } });
  expect((await expectCode(side.approvals.send(id), 'WISE_RATE_LIMITED')).details.retryAfterMs).toBe(600_000);
  expect((await side.approvals.send(id)).record?.outcome).toBe('done');
  side.removed.length = 0;
  await side.vault.update((body) => ({ ...body, approvalRecords: [] }));
  // Nobody listens: it was not even written.
  await side.close();
  await expectCode(begin(), 'WISE_UNREACHABLE');
  expect(side.vault.read()).toMatchObject({ approvals: [], approvalRecords: [] });
});

test('a verify answer about another token ends it here; nothing is sent with either', async () => {
  side = await startApprovalSide();
  const id = (await begin()).approval?.id ?? '';
  await side.approvals.trigger(id, 'SMS');
  side.wise.next('POST /v1/one-time-token/sms/verify', () => json({ oneTimeToken: 'another', validity: 3600, challenges: [{ primaryChallenge: { type: 'SMS' }, alternatives: [], required: true, passed: true }] }));
  await expectCode(side.approvals.prove(id, 'SMS', code), 'SCA_OTHER_TOKEN');
  expect(side.approvals.viewOf(side.entry()!).state).toBe('prepared');
  await expectCode(side.approvals.send(id), 'APPROVAL_NOT_CLEAR');
  expect(side.fundCalls()).toHaveLength(1);
});

test('an answer that repeats the one-time token is kept without it, in the record and whole', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  let token = '';
  side.wise.next(FUND, ({ headers }) => {
    token = String(headers['x-2fa-approval']);
    return { status: 200, body: JSON.stringify({ type: 'BALANCE', status: 'COMPLETED', token }) };
  });
  const { record } = await side.approvals.send(id);
  expect(token).toHaveLength(36);
  for (const text of [record?.answer, side.approvals.answerOf(record?.id ?? '')]) expect(text).toBe('{"type":"BALANCE","status":"COMPLETED","token":"[secret]"}');
});
