import { expect, test } from 'vitest';
import type { KeySummary } from '../../../shared/model/views.ts';
import { builtIn, makeKey } from '../../testing/fixtures.ts';
import { findNeeds } from './needs.ts';
import { overviewLead, overviewTitle } from './title.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const until = (validTill: string, state: KeySummary['state'] = 'active') => ({ ...makeKey({ state }), validTill });
const told = (keys: KeySummary[], isBroken = false) => {
  const needs = findNeeds(keys, builtIn, NOW);
  return [overviewTitle(keys, needs, isBroken, NOW), overviewLead(keys, needs, isBroken)];
};

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

test('a broken chain is a need of its own', () => {
  const held = until('2027-03-04T00:00:00.000Z');
  expect(told([held], true)).toEqual(['Calls do not get through to Wise', 'Everything else holds until 4 Mar 2027.']);
  expect(told([held, makeKey()], true)[0]).toBe('Two things need you');
  expect(told([], true)[0]).toBe('Calls do not get through to Wise');
});

test('a lone key that is on the list leaves nothing else', () => {
  expect(told([makeKey()])[1]).toBe('Nothing else needs you.');
});
