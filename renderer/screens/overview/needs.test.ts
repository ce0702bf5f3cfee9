import { expect, test } from 'vitest';
import { builtIn, makeKey, production } from '../../testing/fixtures.ts';
import { makeRotation } from '../../testing/rotations.ts';
import { findNeeds } from './needs.ts';

const NOW = Date.now();

test('the most pressing comes first, keys in use need nobody', () => {
  const keys = [makeKey({ state: 'uploaded' }), makeKey({ state: 'active' }), makeKey({ state: 'made' }), makeKey({ label: 'x', state: 'expiring', endsIn: 20 }), makeKey({ label: 'gone', state: 'expired', endsIn: -2 })];
  expect(findNeeds(keys, builtIn, NOW).map((need) => need.kind)).toEqual(['expired', 'expiring', 'upload', 'try']);
});

test('an ended key that has been replaced needs nobody', () => {
  expect(findNeeds([makeKey({ state: 'expired', endsIn: -2 }), makeKey({ state: 'active' })], builtIn, NOW)).toEqual([]);
});

test('an uploaded encryption key is asked to be tried', () => {
  expect(findNeeds([makeKey({ state: 'uploaded', algorithm: 'RSA-OAEP-256' })], builtIn, NOW)).toMatchObject([{ kind: 'try' }]);
});

test('keys that are being rotated stand under their rotation, which needs nobody while its overlap runs', () => {
  const old = makeKey({ id: '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71', state: 'expiring', endsIn: 20 });
  const made = makeKey({ state: 'made' });
  const other = makeKey({ label: 'other', state: 'expiring', endsIn: 25 });
  const needs = findNeeds([old, made, other], builtIn, NOW, [makeRotation(old, builtIn, 'upload', made.id)]);
  expect(needs.map(({ kind, action, pill }) => [kind, action, pill])).toEqual([['expiring', 'Rotate', 'ends in 25 days'], ['rotation', 'Go on', 'step 2 of 6']]);
  expect(findNeeds([old, made], builtIn, NOW, [makeRotation(old, builtIn, 'overlap', made.id)])).toEqual([]);
});

test('replaced and retired keys need nobody, and serve no connection once retired', () => {
  expect(findNeeds([makeKey({ state: 'replaced' })], builtIn, NOW)).toEqual([]);
  expect(findNeeds([makeKey({ state: 'retired' })], builtIn, NOW)).toMatchObject([{ kind: 'no-key' }]);
});

test('an ended key that Wise never had is replaced by a new one, not rotated', () => {
  const never = { ...makeKey({ state: 'expired', endsIn: -2 }), inUseBy: [], uploadedTo: [] };
  expect(findNeeds([never], builtIn, NOW)[0]).toMatchObject({ kind: 'expired', action: 'Replace' });
});

test('a need names key, label and algorithm, and when it ends', () => {
  const [need] = findNeeds([makeKey({ id: '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71', state: 'expiring', endsIn: 26 })], builtIn, NOW);
  expect(need).toMatchObject({ title: 'Signing key 663a0e44 · payments-signing · ES512', pill: 'ends in 26 days', tone: 'warn' });
});

test('a connection without a key asks for one, unless a key is on its way', () => {
  expect(findNeeds([makeKey({ state: 'active' })], production, NOW)).toMatchObject([{ kind: 'no-key', title: 'Production Acme Payments has no key yet' }]);
  expect(findNeeds([makeKey({ state: 'active' }), makeKey()], production, NOW).map((need) => need.kind)).toEqual(['upload']);
  expect(findNeeds([], production, NOW)).toEqual([]);
});

test('an algorithm that the label names is not said twice', () => {
  expect(findNeeds([makeKey({ id: '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71', label: 'ES512 2026-11-22' })], builtIn, NOW)[0]?.title).toBe('Signing key 663a0e44 · ES512 2026-11-22');
});
