import { afterEach, expect, test } from 'vitest';
import type { ApprovalItem } from '../../shared/model/approvals.ts';
import { expectCode } from '../vault/testing/test-vault.ts';
import { json } from '../wise/testing/wise-double.ts';
import { CODE, PROFILE, reject, startApprovalSide, type ApprovalSide } from './testing/approval-side.ts';

let side: ApprovalSide;
afterEach(() => side.close());

const THREE_DS_PATH = `/v3/spend/profiles/${PROFILE}/3dsecure/challenge-result`;
const STATEMENT_PATH = `/v1/profiles/${PROFILE}/balance-statements/9/statement.json?currency=EUR`;
const BATCH = '54a6bc09-cef9-49a8-9041-f1f0c654cd88';
const BATCH_PATH = `/v3/profiles/${PROFILE}/batch-payments/${BATCH}/payments`;

async function startWith(change: Partial<ApprovalItem>): Promise<void> {
  side = await startApprovalSide();
  const { amount: _amount, payee: _payee, reference: _reference, ...rest } = side.item;
  for (const name of Object.keys(side.item)) Reflect.deleteProperty(side.item, name);
  Object.assign(side.item, rest, change);
}
const begin = (decision?: 'APPROVED' | 'REJECTED') => side.approvals.begin({ connectionId: side.connectionId, key: side.item.key, decision });

async function prove(id: string): Promise<void> {
  await side.approvals.trigger(id, 'SMS');
  await side.approvals.prove(id, 'SMS', () => Promise.resolve(Buffer.from(CODE)));
}

test('a statement, once cleared, opens a session of five minutes; its whole answer is kept until the lock', async () => {
  await startWith({ key: `statement:${STATEMENT_PATH}`, kind: 'statement', origin: 'hand', title: 'EUR statement', risk: 'low', call: { method: 'GET', path: STATEMENT_PATH } });
  const body = JSON.stringify({ transactions: Array.from({ length: 300 }, (_, id) => ({ id, note: 'one of many' })) });
  side.wise.routes[`GET ${STATEMENT_PATH.split('?')[0]}`] = ({ headers }) => (side.state.tokens.get(String(headers['x-2fa-approval'])) ? { status: 200, body } : reject(side.state));
  const id = (await begin()).approval?.id ?? '';
  await prove(id);
  expect(side.approvals.sessionEndsAt(side.connectionId)).toBeUndefined();
  const { record } = await side.approvals.send(id);
  expect(record?.says).toBe('Statement received: 300 transactions.');
  expect(record?.answer).toBe(body.slice(0, 4_096));
  expect(side.approvals.answerOf(record?.id ?? '')).toBe(body);
  expect(side.approvals.sessionEndsAt(side.connectionId, PROFILE)).toBe(side.clock.now + 300_000);
  expect(side.approvals.sessionEndsAt(side.connectionId, 1)).toBeUndefined();
  side.clock.now += 300_000;
  expect(side.approvals.sessionEndsAt(side.connectionId)).toBeUndefined();
  side.approvals.forget();
  expect(side.approvals.answerOf(record?.id ?? '')).toBeUndefined();
});

test('a 3DS result takes a decision, may be repeated after a lost answer, and then with the same decision only', async () => {
  const body = JSON.stringify({ transactionReference: 'ref-1', challengeStatus: 'APPROVED' });
  await startWith({ key: 'three-ds:ref-1', kind: 'three-ds', origin: 'webhook', title: 'ref-1', call: { method: 'POST', path: THREE_DS_PATH, body } });
  await expectCode(begin(), 'APPROVAL_CALL_INVALID');
  const calls = () => side.wise.received.filter(({ path }) => path === THREE_DS_PATH);
  side.wise.next(`POST ${THREE_DS_PATH}`, (_received, res) => void res.socket?.destroy());
  await expectCode(begin('REJECTED'), 'APPROVAL_UNCLEAR');
  side.clock.now += 30_000;
  expect((await side.approvals.ask(side.entry()?.id ?? '')).approval?.state).toBe('prepared');
  expect((await expectCode(begin('APPROVED'), 'APPROVAL_CHANGED')).details.field).toBe('decision');
  side.wise.next(`POST ${THREE_DS_PATH}`, () => ({ status: 204 }));
  expect((await begin('REJECTED')).record).toMatchObject({ outcome: 'done', says: 'Rejected: Wise has been told.', status: 204 });
  expect(calls().map((call) => (JSON.parse(call.body) as { challengeStatus: string }).challengeStatus)).toEqual(['REJECTED', 'REJECTED']);
  expect(side.vault.read().approvals).toEqual([]);
});

test('of a batch whose answer was lost Wise is asked transfer by transfer', async () => {
  await startWith({ key: `batch:${BATCH}`, kind: 'fund-batch', title: 'Batch “November”', amount: { value: 300, currency: 'GBP' }, call: { method: 'POST', path: BATCH_PATH, body: '{"type":"BALANCE"}' } });
  const statuses = ['incoming_payment_waiting', 'cancelled'];
  side.wise.routes[`GET /v3/profiles/${PROFILE}/batch-groups/${BATCH}`] = () => json({ id: BATCH, name: 'November', sourceCurrency: 'GBP', status: 'COMPLETED', transferIds: [1, 2] });
  for (const index of [0, 1]) side.wise.routes[`GET /v1/transfers/${index + 1}`] = () => json({ id: index + 1, status: statuses[index], sourceCurrency: 'GBP', sourceValue: 1 });
  side.wise.next(`POST ${BATCH_PATH}`, () => ({ status: 502 }), () => ({ status: 502 }));
  await expectCode(begin(), 'APPROVAL_UNCLEAR');
  const id = side.entry()?.id ?? '';
  side.clock.now += 30_000;
  expect((await side.approvals.ask(id)).approval?.state).toBe('prepared');
  await expectCode(begin(), 'APPROVAL_UNCLEAR');
  statuses[0] = 'processing';
  expect((await side.approvals.ask(id)).record).toMatchObject({ outcome: 'done', says: 'Wise says that it was funded; its answer had been lost: 300.00 GBP, Batch “November”.' });
});

test('a batch without money is rejected, also where Wise says so by its status', async () => {
  await startWith({ key: `batch:${BATCH}`, kind: 'fund-batch', title: 'November', amount: { value: 300, currency: 'GBP' }, call: { method: 'POST', path: BATCH_PATH, body: '{"type":"BALANCE"}' } });
  side.wise.next(`POST ${BATCH_PATH}`, () => json({ errors: [{ code: 'transfer.insufficient_funds', message: 'Not enough' }] }, 422), () => json({ id: BATCH, status: 'COMPLETED' }));
  expect((await begin()).record).toMatchObject({ outcome: 'rejected', says: 'Rejected: not enough money in the GBP balance. Nothing moved.', status: 422 });
  expect((await begin()).record).toMatchObject({ outcome: 'done', says: 'Funded: 300.00 GBP, November.' });
});

test('a session by hand: the same proofs, and nothing to send afterwards', async () => {
  side = await startApprovalSide();
  side.wise.routes[`POST /v2/profiles/${PROFILE}/sca-sessions/authorise`] = () => {
    side.state.tokens.set('token-of-a-session', false);
    return json({ oneTimeTokenProperties: { oneTimeToken: 'token-of-a-session', challenges: [{ primaryChallenge: { type: 'SMS' }, passed: false }], validity: 3600 } });
  };
  const open = () => side.approvals.startSession({ connectionId: side.connectionId, profileId: PROFILE });
  const { approval } = await open();
  expect(approval).toMatchObject({ state: 'asking', key: `session:${PROFILE}`, canAsk: false });
  expect((await open()).approval?.id).toBe(approval?.id);
  await prove(approval?.id ?? '');
  expect(side.approvals.sessionEndsAt(side.connectionId, PROFILE)).toBe(side.clock.now + 300_000);
  expect(side.vault.saves).toBe(0);
});
