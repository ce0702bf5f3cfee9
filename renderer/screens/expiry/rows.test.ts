import { expect, test } from 'vitest';
import { makeItem } from '../../testing/expiry-items.ts';
import { boardRows, connectionsOf, filterItems, type Grouping } from './rows.ts';

const certificate = makeItem({ kind: 'certificate', title: 'mtls', endsIn: 40, connectionNames: ['Acme'] });
const shared = makeItem({ title: 'shared', endsIn: 90, connectionNames: ['Beta', 'Acme'] });
const made = makeItem({ title: 'made', endsIn: 10, connectionNames: [], isCovered: true });
const ended = makeItem({ title: 'ended', endsIn: -3, connectionNames: ['Acme'] });
const longEnded = makeItem({ title: 'long ended', endsIn: -90, kind: 'certificate', connectionNames: ['Beta'] });
const replaced = makeItem({ title: 'replaced', endsIn: -9, isCovered: true, connectionNames: ['Beta'] });
const ITEMS = [longEnded, replaced, ended, made, certificate, shared];
const told = (grouping: Grouping) => boardRows(ITEMS, grouping, Date.now()).map((row) => ('item' in row ? row.item.title : `${row.group} (${row.count})`));

test('by date, what has ended comes first, and what is covered last', () => {
  expect(told('date')).toEqual(['ended', 'long ended', 'mtls', 'shared', 'replaced', 'made']);
});

test('by kind and by connection, each group has a head, and none is empty', () => {
  expect(told('kind')).toEqual(['Ended (2)', 'ended', 'long ended', 'Certificates (1)', 'mtls', 'Signing keys (3)', 'shared', 'replaced', 'made']);
  expect(told('connection')).toEqual(['Ended (2)', 'ended', 'long ended', 'Acme (2)', 'mtls', 'shared', 'Beta (2)', 'shared', 'replaced', 'At no connection yet (1)', 'made']);
});

test('no two rows have the same id, also where a thing stands in two groups', () => {
  for (const grouping of ['date', 'kind', 'connection'] as const) {
    const ids = boardRows(ITEMS, grouping, Date.now()).map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test('filters by kind and connection', () => {
  const titles = (wanted: Parameters<typeof filterItems>[1]) => filterItems(ITEMS, wanted).map((item) => item.title);
  expect(titles({ kind: '', connection: '' })).toHaveLength(6);
  expect(titles({ kind: 'certificate', connection: '' })).toEqual(['long ended', 'mtls']);
  expect(titles({ kind: 'signing-key', connection: 'Beta' })).toEqual(['replaced', 'shared']);
  expect(connectionsOf(ITEMS)).toEqual(['Acme', 'Beta']);
});
