import { expect, test } from 'vitest';
import type { Factors } from '../../../shared/model/approvals.ts';
import { factorsTitle, kindsOf, lastOfKind, triesText } from './title.ts';

const NOW = Date.UTC(2026, 10, 23);
const none: Factors = { connectionId: '', profileId: 1, endpoints: 'current', pin: 'unknown', faceMap: 'unknown', fingerprints: [], wrongTries: 0, history: [] };
const device = { id: 'a', label: 'A', isThisDevice: true };
const phone = { id: 1, number: '+441632960123', verified: true };

test('the title counts kinds, not factors: a device and a phone are one', () => {
  expect(factorsTitle(none, NOW)).toBe('No kind of proof is known to be enrolled');
  expect(factorsTitle({ ...none, fingerprints: [device], phone }, NOW)).toBe('One kind of proof is enrolled');
  expect(kindsOf({ ...none, pin: 'enrolled', phone: null, faceMap: 'enrolled' })).toEqual(['know', 'are']);
});

test('a block is told first, and only as long as it lasts', () => {
  const blocked = { ...none, wrongTries: 5, blockedUntil: new Date(NOW + 1000).toISOString() };
  expect(factorsTitle(blocked, NOW)).toBe('Wise takes no proofs for now');
  expect(factorsTitle(blocked, NOW + 1000)).toBe('No kind of proof is known to be enrolled');
});

test('wrong tries are counted down to the fifth', () => {
  expect(triesText({ wrongTries: 0 })).toBeUndefined();
  expect(triesText({ wrongTries: 1 })).toMatch(/^One wrong try\. 4 more and/);
  expect(triesText({ wrongTries: 4 })).toMatch(/^4 wrong tries in a row\. The next wrong one and/);
});

test('removing warns where fewer than two kinds are left, and not where another of the kind stays', () => {
  const two: Factors = { ...none, pin: 'enrolled', fingerprints: [device] };
  expect(lastOfKind(two, 'know')).toContain('fewer than two');
  expect(lastOfKind(two, 'have')).toContain('fewer than two');
  expect(lastOfKind({ ...two, phone }, 'have')).toBeUndefined();
  expect(lastOfKind({ ...two, faceMap: 'enrolled' }, 'know')).toBeUndefined();
});
