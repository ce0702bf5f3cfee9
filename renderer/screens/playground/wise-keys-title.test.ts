import { expect, test } from 'vitest';
import { ALGORITHM_IDS } from '../../../shared/model/algorithms.ts';
import type { WiseKeyView } from '../../../shared/model/views.ts';
import { inDays } from '../../testing/fixtures.ts';
import { changedAlgorithms, inOrder, notKept, wiseKeysTitle } from './wise-keys-title.ts';

const key = (algorithm: WiseKeyView['algorithm'], version: number, rest: Partial<WiseKeyView> = {}): WiseKeyView => ({ algorithm, scope: 'PAYLOAD_SIGNING', version, thumbprint: 'x', fetchedAt: inDays(-1), isCurrent: true, isUnseen: false, ...rest });

test('a change nobody has looked at comes before how many there are', () => {
  expect(wiseKeysTitle([])).toBe('No key of Wise’s here yet');
  expect(wiseKeysTitle([key('ES512', 2), key('ES512', 1, { isCurrent: false })])).toBe('One key of Wise’s is kept');
  expect(wiseKeysTitle([key('ES512', 2), key('PS256', 1)])).toBe('2 keys of Wise’s are kept');
  expect(wiseKeysTitle([key('ES512', 3, { isUnseen: true }), key('PS256', 1)])).toBe('One of Wise’s keys has changed');
  expect(changedAlgorithms([key('ES512', 3, { isUnseen: true }), key('ES512', 2, { isUnseen: true })])).toEqual(['ES512']);
});

test('the newest version of an algorithm stands first', () => {
  const keys = [key('PS256', 1), key('ES512', 2, { isCurrent: false }), key('ES512', 10)];
  expect(inOrder(keys).map((one) => [one.algorithm, one.version])).toEqual([['ES512', 10], ['ES512', 2], ['PS256', 1]]);
});

test('what is not kept can be fetched', () => {
  expect(notKept([])).toEqual(ALGORITHM_IDS);
  expect(notKept([key('ES512', 1)])).toEqual(ALGORITHM_IDS.filter((id) => id !== 'ES512'));
});
