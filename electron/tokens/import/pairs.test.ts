import { expect, test } from 'vitest';
import { type Half, pairsOf } from './pairs.ts';

const half = (kind: Half['kind'], name: string, value: string, group = 'variables'): Half => ({ kind, name, value, group, where: name, beside: '', isOff: false });
const paired = (...halves: Half[]) => pairsOf(halves).map(({ id, secret }) => `${id.value}:${secret.value}`);

test('by the words of their names, in whatever order and spelling', () => {
  expect(paired(half('client-secret', 'LIVE_CLIENT_SECRET', 's-live'), half('client-id', 'sandboxClientId', 'i-sbx'), half('client-secret', 'sandbox-client-secret', 's-sbx'), half('client-id', 'LIVE_CLIENT_ID', 'i-live'))).toEqual(['i-live:s-live', 'i-sbx:s-sbx']);
});

test('else the only id of the group, else the only one there is', () => {
  expect(paired(half('client-id', 'Client id', 'i-one', '1'), half('client-id', 'clientId', 'i-two', '2'), half('client-secret', 'Password', 's-one', '1'), half('client-secret', 'secret', 's-two', '2'))).toEqual(['i-one:s-one', 'i-two:s-two']);
  expect(paired(half('client-id', 'clientId', 'i-one'), half('client-secret', 'Password', 's-one', '7'))).toEqual(['i-one:s-one']);
});

test('not by guessing, not without both, and each pair once', () => {
  expect(paired(half('client-id', 'A_CLIENT_ID', 'i-a'), half('client-id', 'B_CLIENT_ID', 'i-b'), half('client-secret', 'C_CLIENT_SECRET', 's-c'))).toEqual([]);
  expect(paired(half('client-id', 'CLIENT_ID', 'i-a'))).toEqual([]);
  expect(paired(half('client-id', 'CLIENT_ID', 'i-a'), half('client-secret', 'CLIENT_SECRET', 's-a'), half('client-secret', 'Password', 's-a', '3'))).toEqual(['i-a:s-a']);
  expect(paired(half('client-id', 'CLIENT_ID', 'your-client-id'), half('client-secret', 'CLIENT_SECRET', 'two words'))).toEqual([]);
});
