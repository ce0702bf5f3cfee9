import { expect, test } from 'vitest';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import { makeCertificate } from '../../testing/certificates.ts';
import { builtIn, makeKey } from '../../testing/fixtures.ts';
import { certificateNeeds } from './certificate-needs.ts';
import { findNeeds } from './needs.ts';

const NOW = Date.now();
const told = (...certificates: CertificateSummary[]) => certificateNeeds(certificates, NOW).map(({ title, pill, tone, action }) => [title, pill, tone, action]);

test('each state that needs somebody is told, the others are not', () => {
  const states = (['requested', 'issued', 'proved', 'active', 'replaced', 'retired'] as const).map((state) => makeCertificate({ name: state, state }));
  expect(told(...states)).toEqual([
    ['Certificate requested · Built-in sandbox', 'not issued', 'plain', 'Go on'],
    ['Certificate issued · Built-in sandbox', 'not proved', 'plain', 'Go on'],
    ['Certificate proved · Built-in sandbox', 'not used', 'plain', 'Go on'],
  ]);
  expect(told(makeCertificate({ name: 'api', state: 'expiring', endsIn: 12 }))).toEqual([['Certificate api · Built-in sandbox', 'ends in 12 days', 'warn', 'Rotate']]);
});

test('an ended one is missed where it is used, or where its connection has nothing else', () => {
  const ended = makeCertificate({ name: 'api', state: 'expired', endsIn: -2, isInUse: true });
  expect(told(ended)).toEqual([['Certificate api · Built-in sandbox', 'ended 2 days ago', 'bad', 'Rotate']]);
  const unused = { ...ended, isInUse: false };
  expect(told(unused)).toHaveLength(1);
  expect(told(unused, makeCertificate({ state: 'active' }))).toEqual([]);
});

test('one that is being rotated stands under its successor, as pressing as it is', () => {
  const old = makeCertificate({ name: 'api-2026', state: 'expiring', endsIn: 12, isInUse: true });
  const next = makeCertificate({ name: 'api-2027', state: 'issued', endsIn: 365, replaces: old.id });
  expect(certificateNeeds([old, next], NOW)).toMatchObject([{ certificateId: next.id, tone: 'warn', action: 'Go on', says: expect.stringContaining('api-2026, whose place it takes, ends in 12 days.') }]);
  const ended = { ...old, state: 'expired' as const, notAfter: new Date(NOW - 3 * 86_400_000).toISOString() };
  expect(certificateNeeds([ended, next], NOW)).toMatchObject([{ tone: 'bad', says: expect.stringContaining('ended 3 days ago') }]);
});

test('among keys, the more pressing comes first, and a certificate before a key', () => {
  const needs = findNeeds(
    [makeKey({ state: 'expiring', endsIn: 5 }), makeKey({ state: 'expired', label: 'gone', endsIn: -1 }), makeKey({ label: 'new' })], builtIn, NOW, [],
    [makeCertificate({ state: 'requested' }), makeCertificate({ state: 'expiring', endsIn: 12 })],
  );
  expect(needs.map(({ kind }) => kind)).toEqual(['expired', 'certificate-ending', 'expiring', 'certificate', 'upload']);
});
