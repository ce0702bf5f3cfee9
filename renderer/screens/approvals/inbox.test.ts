import { expect, test } from 'vitest';
import { eur, makeApproval, makeItem, makeRecord } from '../../testing/approvals.ts';
import { manyItems } from '../../testing/approval-worlds.ts';
import { approvalNeeds } from '../overview/approval-needs.ts';
import { canHandOver, canQueue, filterItems, NOTHING_CHOSEN, profilesOf, sortItems, withFinished } from './order.ts';
import { recordFilter, EVERYTHING } from './record-filters.tsx';
import { inboxLead, inboxTitle } from './title.ts';
import { afterRecord, progressOf } from './use-queue.ts';

const item = makeItem();
const others = makeItem({ id: 2, approval: makeApproval(item, { state: 'prepared', needsAnother: true }) });
const lost = makeItem({ id: 3, approval: makeApproval(item, { state: 'unclear' }) });
const balances = [{ profileId: item.profileId!, balanceId: 1, available: eur(61_902.15) }, { profileId: 1, balanceId: 2, available: eur(9e9) }];
const at = '2026-11-23T08:00:00Z';

test('the title says the state: a lost answer, what waits for you, for another, nothing, not asked', () => {
  const title = (items: (typeof item)[], fetchedAt?: string) => inboxTitle({ items, balances, ...(fetchedAt && { fetchedAt }) });
  expect([title([item, lost]), title([item, others]), title([item, item]), title([others]), title([], at), title([])]).toEqual([
    'One answer of Wise was lost', 'One approval waits for you', '2 approvals wait for you', 'One approval waits for another person', 'Nothing waits for you', 'Wise was not asked yet',
  ]);
});

test('nothing is said to wait only where Wise could be asked', () => {
  expect([inboxTitle({ items: [], balances, fetchedAt: at }, true), inboxTitle({ items: [item], balances, fetchedAt: at }, true)]).toEqual(['Wise could not be asked what waits', 'One approval waits for you']);
});

test('the line under it sums by currency, beside the balances of the profiles that have something', () => {
  expect(inboxLead({ items: [item, makeItem({ amount: eur(33_810) })], balances })).toBe('46,210.00\u00A0EUR from the EUR balance (61,902.15 available).');
  expect(inboxLead({ items: [makeItem({ amount: eur(70_000) })], balances })).toContain('not enough for all');
  expect(inboxLead({ items: [makeItem({ amount: { value: 1, currency: 'USD' } })], balances })).toBe('1.00\u00A0USD in all.');
  expect(inboxLead({ items: [], balances })).toBeUndefined();
  expect(inboxLead({ items: [item, makeItem({ id: 2, amount: { value: 1, currency: 'USD' } }), makeItem({ id: 3, amount: { value: 2, currency: 'GBP' } })], balances })).toBe('12,400.00\u00A0EUR (61,902.15 available), 2.00\u00A0GBP and 1.00\u00A0USD.');
});

test('what one profile has too much of does not pay for another', () => {
  const rich = makeItem({ id: 2, profileId: 1, amount: eur(1) });
  expect(inboxLead({ items: [makeItem({ amount: eur(70_000) }), rich], balances })).toContain('not enough for all');
});

test('unsorted, lost answers and deadlines come first, then what waits longest, and what a link brought comes last', () => {
  const { madeAt: _, ...undated } = makeItem({ id: 9 });
  const items = [{ ...undated, key: 'lost', approval: makeApproval(item, { state: 'unclear' }) }, { ...undated, key: 'link', origin: 'link' as const }, makeItem({ id: 1, madeAt: at }), makeItem({ id: 2, madeAt: '2026-11-20T08:00:00Z' }), makeItem({ id: 3, madeAt: at, expiresAt: at }), { ...undated, key: 'hand', origin: 'hand' as const }];
  expect(sortItems(items, { by: '', down: false }).map(({ key }) => key)).toEqual(['lost', 'transfer:3', 'hand', 'transfer:2', 'transfer:1', 'link']);
});

test('several hundred are searched by any of their words, narrowed by profile and sorted by amount', () => {
  const items = manyItems(500);
  const found = filterItems(items, { ...NOTHING_CHOSEN, text: 'nordwind 2026-1005' });
  expect(found.map(({ key }) => key)).toEqual(['transfer:60000005']);
  const [profile] = profilesOf(items);
  expect(new Set(filterItems(items, { ...NOTHING_CHOSEN, profileId: String(profile!.id) }).map(({ profileId }) => profileId))).toEqual(new Set([profile!.id]));
  const amounts = sortItems(items, { by: 'amount', down: true }).map(({ amount }) => amount!.value);
  expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
  expect(filterItems(items, { ...NOTHING_CHOSEN, kind: 'statement' })).toEqual([]);
});

test('in a row goes only what needs no decision of its own, and under four eyes what another prepared', () => {
  const prepared = makeItem({ approval: makeApproval(item, { state: 'prepared' }) });
  expect([item, others, lost, makeItem({ kind: 'three-ds' })].map((one) => canQueue(one, false))).toEqual([true, false, false, false]);
  expect([item, prepared, others].map((one) => canQueue(one, true))).toEqual([false, true, false]);
  expect([item, prepared].map(canHandOver)).toEqual([true, false]);
});

test('a row goes on by itself after what was done, and waits after anything else', () => {
  const queue = { keys: ['a', 'b'], at: 0, amounts: [eur(1), eur(2)], records: [] };
  const done = afterRecord(queue, 'a', makeRecord(makeItem({ amount: eur(1) })));
  expect(done).toMatchObject({ next: 'b', queue: { at: 1 } });
  expect(progressOf(done.queue)).toEqual({ done: [eur(1)], all: [eur(1), eur(2)] });
  expect(afterRecord(queue, 'a', makeRecord(item, { outcome: 'rejected' })).next).toBeUndefined();
  expect(afterRecord(queue, 'other', makeRecord(item)).queue).toBe(queue);
  expect(afterRecord(done.queue, 'b', makeRecord(item))).not.toHaveProperty('next');
});

test('on the overview a lost answer stands first, what waits for another person not at all', () => {
  expect(approvalNeeds([item, others, lost]).map(({ kind, tone }) => [kind, tone])).toEqual([['lost-answer', 'bad'], ['approval', 'plain']]);
  expect(approvalNeeds([others])).toEqual([]);
});

test('a filter of the record leaves out what was not chosen', () => {
  expect(recordFilter('x', EVERYTHING)).toEqual({ connectionId: 'x' });
  expect(recordFilter('x', { ...EVERYTHING, text: ' a ', kind: 'statement', from: '2026-11-01' })).toEqual({ connectionId: 'x', text: 'a', kinds: ['statement'], from: '2026-11-01' });
});

test('what was done keeps its place, without its approval, until the list has it no more to show', () => {
  const [first, second] = [makeItem({ id: 1 }), makeItem({ id: 2 })];
  const done = { ...item, approval: makeApproval(item, { state: 'sending' }) };
  expect(withFinished([first, second], { item: done, at: 1 })).toEqual([first, item, second]);
  expect(withFinished([first], { item: done, at: 7 }).map(({ key }) => key)).toEqual([first.key, item.key]);
  expect(withFinished([first, item], { item: done, at: 0 })).toEqual([first, item]);
  expect(withFinished([first], undefined)).toEqual([first]);
});
