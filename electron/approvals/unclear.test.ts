import { afterEach, expect, test } from 'vitest';
import { expectCode } from '../vault/testing/test-vault.ts';
import type { Handler } from '../wise/testing/tls-server.ts';
import { json } from '../wise/testing/wise-double.ts';
import { CODE, fund, FUND, KEY, PAYMENTS_ROUTE, startApprovalSide, TRANSFER_ROUTE, type ApprovalSide } from './testing/approval-side.ts';

let side: ApprovalSide;
afterEach(() => side.close());

const begin = async () => side.approvals.begin({ connectionId: side.connectionId, key: KEY });
const cut: Handler = (_received, res) => void res.socket?.destroy();
const state = () => side.approvals.viewOf(side.entry()!).state;

async function cleared(): Promise<string> {
  const id = (await begin()).approval?.id ?? '';
  await side.approvals.trigger(id, 'SMS');
  await side.approvals.prove(id, 'SMS', () => Promise.resolve(Buffer.from(CODE)));
  return id;
}

/** Executes, and loses the answer. */
const doneAndLost: Handler = (received, res) => {
  fund(side.state, String(received.headers['x-2fa-approval']));
  return cut(received, res);
};

async function assertUntouchable(id: string): Promise<void> {
  expect(state()).toBe('unclear');
  await expectCode(begin(), 'APPROVAL_UNCLEAR');
  await expectCode(side.approvals.send(id), 'APPROVAL_UNCLEAR');
  await expectCode(side.approvals.putOff(id), 'APPROVAL_UNCLEAR');
  await expectCode(side.approvals.handOver({ connectionId: side.connectionId, key: KEY }), 'APPROVAL_UNCLEAR');
  await expectCode(side.approvals.settleByHand(id, false), 'APPROVAL_UNCLEAR');
}

test('funded, and the answer lost: Wise is asked, and it goes on record; nothing is sent again', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  side.wise.next(FUND, doneAndLost);
  const { details } = await expectCode(side.approvals.send(id), 'APPROVAL_UNCLEAR');
  expect(details.reason).toBe('WISE_UNREACHABLE');
  expect(details.correlationId).toBe(side.fundCalls().at(-1)?.headers['x-external-correlation-id']);
  await assertUntouchable(id);
  const sent = side.fundCalls().length;
  const { record } = await side.approvals.ask(id);
  expect(record).toMatchObject({ outcome: 'done', says: expect.stringContaining('its answer had been lost') as string, correlationId: details.correlationId });
  expect(record?.bodySha256).toMatch(/^[0-9a-f]{64}$/);
  expect([side.state.funded, side.fundCalls().length]).toEqual([1, sent]);
});

test.each<[string, Handler]>([
  ['a 500', () => ({ status: 500, body: '' })],
  ['a 503 with Retry-After', () => ({ status: 503, headers: { 'retry-after': '1' } })],
  ['a 408', () => ({ status: 408 })],
  ['a redirect', () => ({ status: 303, headers: { location: '/elsewhere' } })],
  ['no JSON', () => ({ status: 200, body: '<html>ok</html>' })],
  ['no known status', () => json({ type: 'BALANCE', status: 'PENDING' })],
  ['half an answer', (_received, res) => void res.writeHead(200, { 'content-length': '100' }).write('{"sta', () => res.socket?.destroy())],
  ['a cut connection', cut],
])('%s: unclear until Wise has been asked; then it is offered again', async (_name, handler) => {
  side = await startApprovalSide();
  const id = await cleared();
  side.wise.next(FUND, handler);
  await expectCode(side.approvals.send(id), 'APPROVAL_UNCLEAR');
  await assertUntouchable(id);
  side.clock.now += 30_000;
  expect((await side.approvals.ask(id)).approval).toMatchObject({ state: 'prepared' });
  expect(side.vault.read().approvalRecords).toMatchObject([{ outcome: 'not done' }]);
  const again = await cleared();
  expect((await side.approvals.send(again)).record?.outcome).toBe('done');
  expect(side.state.funded).toBe(1);
});

test('a first answer lost is unclear as well, though a token was to be expected', async () => {
  side = await startApprovalSide();
  side.wise.next(FUND, cut);
  await expectCode(begin(), 'APPROVAL_UNCLEAR');
  await assertUntouchable(side.entry()?.id ?? '');
});

test('while Wise cannot be asked it stays unclear; when Wise does not tell, the person may say', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  side.wise.next(FUND, cut);
  await expectCode(side.approvals.send(id), 'APPROVAL_UNCLEAR');
  side.wise.next(TRANSFER_ROUTE, () => ({ status: 500 }));
  await expectCode(side.approvals.ask(id), 'WISE_FAILED');
  await assertUntouchable(id);
  side.wise.next(TRANSFER_ROUTE, () => ({ status: 403 }));
  await expectCode(side.approvals.ask(id), 'WISE_FORBIDDEN');
  expect(side.approvals.viewOf(side.entry()!)).toMatchObject({ state: 'unclear', canAsk: false });
  expect((await side.approvals.settleByHand(id, true)).record).toMatchObject({ outcome: 'done', says: 'Looked up by hand: it happened. Wise’s answer had been lost.' });
});

test('a “no” counts only half a minute after the sending, whoever asks; a “yes” at once', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  side.wise.next(FUND, cut);
  await expectCode(side.approvals.send(id), 'APPROVAL_UNCLEAR');
  await side.approvals.askUnclear(side.connectionId);
  expect((await expectCode(side.approvals.ask(id), 'APPROVAL_TOO_SOON')).details).toEqual({ retryAfterMs: 30_000 });
  await assertUntouchable(id);
  side.clock.now += 30_000;
  await side.approvals.askUnclear(side.connectionId);
  expect(state()).toBe('prepared');
  const again = await cleared();
  side.wise.next(FUND, doneAndLost);
  await expectCode(side.approvals.send(again), 'APPROVAL_UNCLEAR');
  await side.approvals.askUnclear(side.connectionId);
  expect(side.vault.read().approvalRecords.map(({ outcome }) => outcome)).toEqual(['not done', 'done']);
});

test('a payment alone says that it was funded; a cancelled transfer was not', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  side.wise.next(FUND, cut, cut);
  await expectCode(side.approvals.send(id), 'APPROVAL_UNCLEAR');
  side.state.status = 'cancelled';
  side.clock.now += 30_000;
  expect((await side.approvals.ask(id)).approval?.state).toBe('prepared');
  await expectCode(begin(), 'APPROVAL_UNCLEAR');
  side.state.status = 'incoming_payment_waiting';
  side.wise.next(PAYMENTS_ROUTE, () => json([{ id: 5 }]));
  expect((await side.approvals.ask(id)).record?.outcome).toBe('done');
});

test('a crash while the answer is out: unclear after the restart; one after the 403 is offered again when Wise has been asked', async () => {
  side = await startApprovalSide();
  const arrived = Promise.withResolvers<void>();
  const never: Handler = () => {
    arrived.resolve();
    return new Promise<undefined>(() => undefined);
  };
  side.wise.next(FUND, never);
  const lost = begin().catch((thrown: unknown) => thrown);
  await arrived.promise;
  expect(state()).toBe('sending');
  side.restart();
  await assertUntouchable(side.entry()?.id ?? '');
  side.clock.now += 30_000;
  expect((await side.approvals.ask(side.entry()?.id ?? '')).approval?.state).toBe('prepared');
  await side.clients.close();
  await lost;
  const id = (await begin()).approval?.id;
  side.restart();
  expect(side.entry()).toMatchObject({ id });
  // The mark stands until it is over: Wise is asked once too often rather than once too little.
  await assertUntouchable(id ?? '');
  side.clock.now += 30_000;
  expect((await side.approvals.ask(id ?? '')).approval?.state).toBe('prepared');
});

test('locked while the answer is out: what comes in a moment is saved, what does not is unclear after the unlock', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  const [arrived, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  side.wise.next(FUND, async (received) => {
    arrived.resolve();
    await answer.promise;
    return fund(side.state, String(received.headers['x-2fa-approval']));
  });
  const sending = side.approvals.send(id);
  await arrived.promise;
  const settled = side.approvals.settle();
  await expectCode(begin(), 'VAULT_LOCKED');
  answer.resolve();
  await settled;
  expect(side.vault.read().approvalRecords).toMatchObject([{ outcome: 'done' }]);
  side.approvals.forget();
  expect((await sending).record?.outcome).toBe('done');
});

test('a lock forgets tokens, and what was begun and came to nothing', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  await side.approvals.settle();
  expect(side.vault.read().approvals).toEqual([]);
  side.approvals.forget();
  await expectCode(side.approvals.send(id), 'APPROVAL_NOT_FOUND');
  expect((await begin()).approval?.state).toBe('asking');
});

test('done, and the record cannot be saved: it is kept, and saved at the next try, without another call', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  const { update } = side.vault;
  side.vault.update = () => Promise.reject(new Error('disk full'));
  await expect(side.approvals.send(id)).rejects.toThrow('disk full');
  expect(state()).toBe('unclear');
  side.vault.update = update;
  const calls = side.wise.received.length;
  expect((await side.approvals.ask(id)).record).toMatchObject({ outcome: 'done', status: 200, says: 'Funded: 12,400.00 EUR to Nordwind GmbH.' });
  expect(side.wise.received).toHaveLength(calls);
});

test('the same deed over another connection, or by another path, waits until it is clear', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  side.wise.next(FUND, cut);
  await expectCode(side.approvals.send(id), 'APPROVAL_UNCLEAR');
  side.item.key = 'call:by-hand';
  side.item.call = { method: 'POST', path: '/v1/transfers/50500001/payments', body: '{}' };
  await expectCode(side.approvals.begin({ connectionId: side.connectionId, key: 'call:by-hand' }), 'APPROVAL_UNCLEAR');
});

test('a call of any kind that is lost is for the person to look up; one that only reads is simply asked again', async () => {
  side = await startApprovalSide();
  Object.assign(side.item, { key: 'call:1', kind: 'call', origin: 'hand', call: { method: 'DELETE', path: '/v1/something' } });
  const beginCall = () => side.approvals.begin({ connectionId: side.connectionId, key: 'call:1' });
  side.wise.next('DELETE /v1/something', cut);
  await expectCode(beginCall(), 'APPROVAL_UNCLEAR');
  const id = side.entry()?.id ?? '';
  expect(side.approvals.viewOf(side.entry()!).canAsk).toBe(false);
  await expectCode(side.approvals.ask(id), 'APPROVAL_CANNOT_ASK');
  expect((await side.approvals.settleByHand(id, false)).approval?.state).toBe('prepared');
  side.item.call = { method: 'GET', path: '/v1/something' };
  side.newest.item = side.item;
  side.wise.next('GET /v1/something', () => ({ status: 500 }), () => ({ status: 200, body: 'ok' }));
  await expectCode(beginCall(), 'WISE_FAILED');
  expect(state()).toBe('prepared');
  expect((await beginCall()).record).toMatchObject({ outcome: 'done', says: 'Wise answered 200.', answer: 'ok', challenges: [] });
});

test('the mark of a sending that did nothing is not taken away from the next one', async () => {
  side = await startApprovalSide();
  const id = await cleared();
  const { update } = side.vault;
  const disk = Promise.withResolvers<void>();
  let saved: Promise<unknown> = disk.promise;
  // A disk that takes its time, and keeps the order.
  side.vault.update = (change) => {
    const saving = saved.then(() => update(change));
    saved = saving;
    return saving;
  };
  side.wise.next(FUND, () => ({ status: 429, headers: { 'retry-after': '900' } }));
  await expectCode(side.approvals.send(id), 'WISE_RATE_LIMITED');
  const arrived = Promise.withResolvers<void>();
  side.wise.next(FUND, () => {
    arrived.resolve();
    return new Promise<undefined>(() => undefined);
  });
  const lost = side.approvals.send(id).catch((thrown: unknown) => thrown);
  disk.resolve();
  await arrived.promise;
  await saved;
  side.restart();
  await assertUntouchable(id);
  await side.clients.close();
  await lost;
});

const UNKNOWN = { kind: 'call', risk: 'unknown', call: { method: 'POST', path: '/v1/quotes/confirm', body: '{}' } } as const;

test('the same unknown call, come again under another key, waits until the first one is settled', async () => {
  side = await startApprovalSide();
  Object.assign(side.item, { ...UNKNOWN, key: 'call:a' });
  side.wise.routes['POST /v1/quotes/confirm'] = cut;
  const again = () => side.approvals.begin({ connectionId: side.connectionId, key: side.item.key });
  await expectCode(again(), 'APPROVAL_UNCLEAR');
  Object.assign(side.item, { key: 'call:b' });
  await expectCode(again(), 'APPROVAL_UNCLEAR');
  expect(side.wise.received.filter(({ path }) => path === UNKNOWN.call.path)).toHaveLength(1);
});

test('one environment is one Wise: what was done over an address of its own, or a connection that was removed, is done', async () => {
  side = await startApprovalSide();
  const [own] = side.vault.read().connections;
  const one = { ...own!, environment: 'wise-sandbox' as const };
  const record = { id: crypto.randomUUID(), at: new Date().toISOString(), key: KEY, kind: 'fund-transfer' as const, connectionName: 'Other', environment: 'wise-sandbox' as const, title: 'x', shown: [], call: { method: 'POST', path: '/' }, bodySha256: '', challenges: [], outcome: 'done' as const, says: 'Funded.' };
  const other = { ...one, id: crypto.randomUUID(), hosts: { ...one.hosts!, apiUrl: 'https://proxy.example.com' } };
  await side.vault.update((body) => ({ ...body, connections: [one, other], approvalRecords: [{ ...record, connectionId: other.id }] }));
  await expectCode(begin(), 'APPROVAL_DONE');
  await side.vault.update((body) => ({ ...body, connections: [one] }));
  await expectCode(begin(), 'APPROVAL_DONE');
  expect(side.fundCalls()).toHaveLength(0);
  // A server of one's own is another one at another address.
  await side.vault.update((body) => ({ ...body, connections: [{ ...one, environment: 'custom' as const }] }));
  expect((await begin()).approval?.state).toBe('asking');
});

test.each([
  ['WISE_ANSWER_INVALID', json({ id: 5 })],
  ['APPROVAL_CANNOT_ASK', json({ id: 5, status: 'unknown', sourceCurrency: 'EUR', sourceValue: 1 })],
] as const)('Wise answers and does not tell (%s): the person may look', async (code, reply) => {
  side = await startApprovalSide();
  const id = await cleared();
  side.wise.next(FUND, cut);
  await expectCode(side.approvals.send(id), 'APPROVAL_UNCLEAR');
  side.wise.next(TRANSFER_ROUTE, () => reply);
  await expectCode(side.approvals.ask(id), code);
  expect(side.approvals.viewOf(side.entry()!)).toMatchObject({ state: 'unclear', canAsk: false });
  expect((await side.approvals.settleByHand(id, false)).approval?.state).toBe('prepared');
});
