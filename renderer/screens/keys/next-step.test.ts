import { expect, test } from 'vitest';
import { builtIn, makeKey, production } from '../../testing/fixtures.ts';
import { nextStep } from './next-step.ts';

test('a key goes from upload to try to use, and at its end to a successor', () => {
  expect(nextStep(makeKey({ state: 'made' }), builtIn)).toBe('upload');
  expect(nextStep(makeKey({ state: 'uploaded' }), builtIn)).toBe('try');
  expect(nextStep(makeKey({ state: 'active' }), builtIn)).toBe('try');
  expect(nextStep(makeKey({ state: 'expiring', endsIn: 20 }), builtIn)).toBe('successor');
  expect(nextStep(makeKey({ state: 'expired', endsIn: -2 }), builtIn)).toBe('successor');
});

test('a key that another connection has is uploaded to this one first', () => {
  expect(nextStep(makeKey({ state: 'active' }), production)).toBe('upload');
});

test('an encryption key cannot be tried in this version', () => {
  expect(nextStep(makeKey({ state: 'uploaded', algorithm: 'RSA-OAEP-256' }), builtIn)).toBe('none');
});
