import { expect, test } from 'vitest';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { KeySummary } from '../../../shared/model/views.ts';
import { makeCertificate } from '../../testing/certificates.ts';
import { itemsOf } from '../../testing/expiry-items.ts';
import { builtIn, makeKey } from '../../testing/fixtures.ts';
import { SCENARIOS } from '../../testing/scenarios.ts';
import { findNeeds } from './needs.ts';
import { overviewLead, overviewTitle } from './title.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const until = (validTill: string, state: KeySummary['state'] = 'active') => ({ ...makeKey({ state }), validTill });
const certificate = (state: CertificateSummary['state'], notAfter: string) => ({ ...makeCertificate({ state }), notAfter });
const told = (keys: KeySummary[], isBroken = false, certificates: CertificateSummary[] = []) => {
  const needs = findNeeds(keys, builtIn, NOW, [], certificates);
  const items = itemsOf({ ...SCENARIOS.empty(), connections: [], keys, certificates }).filter((item) => item.kind !== 'token');
  const state = { isEmpty: keys.length + certificates.length === 0, items, needs, isBroken };
  return [overviewTitle(state, NOW), overviewLead(state, NOW)];
};

test('an empty vault says where to begin', () => {
  expect(told([])[0]).toBe('Start with a signing key');
});

test('with nothing to do, the title says how long that lasts', () => {
  expect(told([until('2027-03-04T00:00:00.000Z')])).toEqual(['Nothing ends before March', 'Nothing needs you. The next end is on 4 Mar 2027.']);
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

test('certificates count as keys do', () => {
  const held = until('2027-03-04T00:00:00.000Z');
  expect(told([held], false, [certificate('active', '2027-02-01T00:00:00.000Z')])).toEqual(['Nothing ends before February', 'Nothing needs you. The next end is on 1 Feb 2027.']);
  expect(told([held], false, [certificate('expiring', '2026-12-01T00:00:00.000Z')])).toEqual(['One certificate ends soon', 'Everything else holds until 4 Mar 2027.']);
  expect(told([], false, [certificate('active', '2027-02-01T00:00:00.000Z')])[0]).toBe('Nothing ends before February');
});
