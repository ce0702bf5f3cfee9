import { expect, test } from 'vitest';
import { makeKey } from '../../testing/fixtures.ts';
import { findNeeds } from './needs.ts';

const NOW = Date.now();

test('the most pressing comes first, keys in use need nobody', () => {
  const keys = [makeKey({ state: 'uploaded' }), makeKey({ state: 'active' }), makeKey({ state: 'made' }), makeKey({ label: 'x', state: 'expiring', endsIn: 20 }), makeKey({ label: 'gone', state: 'expired', endsIn: -2 })];
  expect(findNeeds(keys, NOW).map((need) => need.kind)).toEqual(['expired', 'expiring', 'upload', 'try']);
});

test('an ended key that has been replaced needs nobody', () => {
  expect(findNeeds([makeKey({ state: 'expired', endsIn: -2 }), makeKey({ state: 'active' })], NOW)).toEqual([]);
});

test('an uploaded encryption key is not asked to be tried', () => {
  expect(findNeeds([makeKey({ state: 'uploaded', algorithm: 'RSA-OAEP-256' })], NOW)).toEqual([]);
});

test('a need names key, label and algorithm, and when it ends', () => {
  const [need] = findNeeds([makeKey({ id: '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71', state: 'expiring', endsIn: 26 })], NOW);
  expect(need).toMatchObject({ title: 'Signing key 663a0e44 · payments-signing · ES512', pill: 'ends in 26 days', tone: 'warn' });
});
