import { expect, test } from 'vitest';
import type { KeySummary } from '../../../shared/model/views.ts';
import { makeKey } from '../../testing/fixtures.ts';
import { findNeeds } from './needs.ts';
import { overviewLead, overviewTitle } from './title.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const until = (validTill: string, state: KeySummary['state'] = 'active') => ({ ...makeKey({ state }), validTill });
const told = (keys: KeySummary[]) => [overviewTitle(keys, findNeeds(keys, NOW), NOW), overviewLead(keys, findNeeds(keys, NOW))];

test('an empty vault says where to begin', () => {
  expect(told([])[0]).toBe('Start with a signing key');
});

test('with nothing to do, the title says how long that lasts', () => {
  expect(told([until('2027-03-04T00:00:00.000Z')])).toEqual(['Nothing ends before March', 'Nothing needs you. The next key ends on 4 Mar 2027.']);
  expect(told([until('2028-03-04T00:00:00.000Z')])[0]).toBe('Nothing ends before March 2028');
});

test('one need is named, several are counted', () => {
  const held = until('2027-03-04T00:00:00.000Z');
  expect(told([held, makeKey()])).toEqual(['One key needs uploading', 'Everything else holds until 4 Mar 2027.']);
  expect(told([held, makeKey(), makeKey({ state: 'uploaded' })])[0]).toBe('Two things need you');
  expect(told(Array.from({ length: 12 }, () => makeKey()))[0]).toBe('12 things need you');
});
