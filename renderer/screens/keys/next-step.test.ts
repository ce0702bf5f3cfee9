import { expect, test } from 'vitest';
import { builtIn, makeKey, production } from '../../testing/fixtures.ts';
import { makeRotation } from '../../testing/rotations.ts';
import { nextStep } from './next-step.ts';

test('a key goes from upload to try to use, and at its end to rotation', () => {
  expect(nextStep(makeKey({ state: 'made' }), builtIn, [])).toBe('upload');
  expect(nextStep(makeKey({ state: 'uploaded' }), builtIn, [])).toBe('try');
  expect(nextStep(makeKey({ state: 'active' }), builtIn, [])).toBe('try');
  expect(nextStep(makeKey({ state: 'expiring', endsIn: 20 }), builtIn, [])).toBe('rotate');
  expect(nextStep(makeKey({ state: 'expired', endsIn: -2 }), builtIn, [])).toBe('rotate');
});

test('what Wise never had cannot be rotated: a new key is made like it', () => {
  expect(nextStep({ ...makeKey({ state: 'expired', endsIn: -2 }), inUseBy: [], uploadedTo: [] }, builtIn, [])).toBe('successor');
});

test('a key that another connection has is uploaded to this one first', () => {
  expect(nextStep(makeKey({ state: 'active' }), production, [])).toBe('upload');
});

test('an encryption key is tried as well', () => {
  expect(nextStep(makeKey({ state: 'uploaded', algorithm: 'RSA-OAEP-256' }), builtIn, [])).toBe('try');
});

test('a rotation under way is gone on with, from either key', () => {
  const old = makeKey({ state: 'expiring', endsIn: 20 });
  const made = makeKey({ state: 'made' });
  const rotation = makeRotation(old, builtIn, 'upload', made.id);
  expect([nextStep(old, builtIn, [rotation]), nextStep(made, builtIn, [rotation])]).toEqual(['go-on', 'go-on']);
  expect(nextStep(old, builtIn, [{ ...rotation, outcome: 'rolled back' }])).toBe('rotate');
});

test('with a replaced or retired key there is nothing to do', () => {
  expect([nextStep(makeKey({ state: 'replaced' }), builtIn, []), nextStep(makeKey({ state: 'retired' }), builtIn, [])]).toEqual(['none', 'none']);
});
