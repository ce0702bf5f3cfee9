import { expect, test } from 'vitest';
import { makeCertificate } from '../../testing/certificates.ts';
import { builtIn } from '../../testing/fixtures.ts';
import { certificateEntries } from './palette-actions-certificates.ts';
import { paletteEntries } from './palette-actions.ts';

const labels = (...certificates: ReturnType<typeof makeCertificate>[]) => certificateEntries(certificates).map((entry) => entry.label);

test('one in use can be rotated, one on its way gone on with, a retired one is not listed', () => {
  expect(labels(makeCertificate({ name: 'a' }))).toEqual(['Open certificate a', 'Rotate certificate a']);
  expect(labels(makeCertificate({ name: 'a', state: 'requested' }))).toEqual(['Open certificate a', 'Go on with certificate a']);
  expect(labels(makeCertificate({ name: 'a', state: 'replaced' }))).toEqual(['Open certificate a']);
  expect(labels(makeCertificate({ state: 'retired' }))).toEqual([]);
});

test('a rotation that is under way is not begun twice', () => {
  const old = makeCertificate({ name: 'old', state: 'expiring', endsIn: 5 });
  expect(labels(old, makeCertificate({ name: 'new', state: 'issued', replaces: old.id }))).toEqual(['Open certificate old', 'Open certificate new', 'Go on with certificate new']);
});

test('the deeds of certificates, expiry and webhooks are there from the start', () => {
  const all = paletteEntries([], [builtIn]).map((entry) => entry.label);
  expect(all).toEqual(expect.arrayContaining(['New certificate', 'Import a certificate', 'Certificates', 'Expiry', 'Webhooks', 'Check a webhook delivery', 'Save calendar']));
});
