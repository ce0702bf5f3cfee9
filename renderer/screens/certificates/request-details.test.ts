import { expect, test } from 'vitest';
import { makeCertificate } from '../../testing/certificates.ts';
import { builtIn, production } from '../../testing/fixtures.ts';
import { detailsProblems, firstDetails, freeName, wantedRequest } from './request-details.ts';

const NOW = Date.parse('2026-11-23T10:00:00Z');

test.each([
  [[], undefined, 'portcullis-2026-11'],
  [['portcullis-2026-11'], undefined, 'portcullis-2026-11-2'],
  [['Portcullis-2026-11', 'portcullis-2026-11-2'], undefined, 'portcullis-2026-11-3'],
  [['portcullis-2025-11'], 'portcullis-2025-11', 'portcullis-2026-11'],
  [['portcullis-2025-11-2'], 'portcullis-2025-11-2', 'portcullis-2026-11'],
  [['api-2025'], 'api-2025', 'api-2026'],
  [['api-2026'], 'api-2026', 'api-2026-11'],
  [['reporting'], 'reporting', 'reporting-2026-11'],
] as const)('taken %j, old %j: %s', (taken, old, name) => {
  expect(freeName(taken, NOW, old)).toBe(name);
});

test('the built-in sandbox needs no typing at all', () => {
  const details = firstDetails(builtIn, [], NOW);
  expect(details).toMatchObject({ name: 'portcullis-2026-11', kind: 'EC P-256', O: 'Portcullis' });
  expect(detailsProblems(details, [], builtIn.id)).toEqual({});
});

test('a successor takes over names and kind of the old one, not its CN', () => {
  const old = makeCertificate({ name: 'api-2025', kind: 'RSA 3072', over: production });
  expect(firstDetails(production, [old], NOW, old)).toMatchObject({ name: 'api-2026', kind: 'RSA 3072', O: 'Acme Payments Ltd', C: 'GB', CN: '' });
  expect(firstDetails(production, [makeCertificate({ kind: 'RSA 1024' })], NOW)).toMatchObject({ kind: 'EC P-256', O: 'Acme Payments' });
});

test('each problem is told at its field', () => {
  const details = { ...firstDetails(builtIn, [], NOW), O: ' ', C: 'GBR' };
  expect(Object.keys(detailsProblems(details, [makeCertificate({ name: 'PORTCULLIS-2026-11' })], builtIn.id))).toEqual(['name', 'O', 'C']);
  expect(detailsProblems(details, [makeCertificate({ name: 'portcullis-2026-11', over: production })], builtIn.id).name).toBeUndefined();
});

test('what is empty is left out, the country is in capitals', () => {
  const details = { ...firstDetails(builtIn, [], NOW), O: ' Acme ', C: 'gb' };
  expect(wantedRequest(details, builtIn.id)).toEqual({ connectionId: builtIn.id, name: 'portcullis-2026-11', kind: 'EC P-256', subject: { O: 'Acme', C: 'GB' } });
});
