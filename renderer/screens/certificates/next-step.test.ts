import { expect, test } from 'vitest';
import { makeCertificate } from '../../testing/certificates.ts';
import { nextStep, taskFor } from './next-step.ts';

test.each([
  ['requested', 'go-on'],
  ['issued', 'go-on'],
  ['proved', 'go-on'],
  ['active', 'none'],
  ['expiring', 'rotate'],
  ['replaced', 'retire'],
  ['retired', 'none'],
  ['expired', 'none'],
] as const)('a certificate that is %s: %s', (state, next) => {
  const certificate = makeCertificate({ state });
  expect(nextStep(certificate, [certificate])).toBe(next);
});

test('an ended one that is still in use is rotated, for its calls fail', () => {
  expect(nextStep(makeCertificate({ state: 'expired', endsIn: -2, isInUse: true }), [])).toBe('rotate');
});

test('a rotation that is under way is gone on with, from the old one as well', () => {
  const old = makeCertificate({ state: 'expiring', endsIn: 12 });
  const successor = makeCertificate({ state: 'issued', replaces: old.id });
  expect(nextStep(old, [old, successor])).toBe('go-on');
  expect(taskFor(old, [old, successor])).toEqual({ certificateId: successor.id });
  expect(taskFor(old, [old])).toEqual({ replaces: old.id });
  const inUse = makeCertificate({ state: 'active', replaces: old.id });
  expect(nextStep(old, [old, inUse])).toBe('rotate');
});

test('a new one that took over leads to retiring the old one', () => {
  const next = { ...makeCertificate({ state: 'active' }), step: 'retire' as const };
  expect(nextStep(next, [next])).toBe('retire-old');
  expect(taskFor(next, [next])).toEqual({ certificateId: next.id });
});
