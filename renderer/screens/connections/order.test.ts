import { expect, test } from 'vitest';
import { makeCertificate, usingCertificate } from '../../testing/certificates.ts';
import { builtIn, custom, makeKey, production, wiseSandbox } from '../../testing/fixtures.ts';
import { rowsOf, searchRows, sortRows, type Lists } from './order.ts';

const none: Lists = { keys: [], certificates: [], tokens: [] };
const certificate = makeCertificate({ name: 'api-2026', over: production });
const key = makeKey({ over: custom });
const connections = [production, wiseSandbox, { ...custom, signingKeyId: key.id }, builtIn];
const rows = rowsOf([usingCertificate(production, certificate), ...connections.slice(1)], { ...none, certificates: [certificate] });

test('a row names what the connection uses, and the host its calls go to', () => {
  expect(rows[0]).toMatchObject({ host: 'api-mtls.transferwise.com', certificate: 'api-2026' });
  expect(rows[2]).toMatchObject({ host: 'wise.staging.example:8443', key: key.id.slice(0, 8) });
  expect(rows[2]).not.toHaveProperty('token');
  expect(rows[3]).toMatchObject({ token: 'its own', profile: '30120001' });
});

const ids = (found: readonly (typeof rows)[number][]) => found.map((row) => row.connection.environment);

test('without a key of its own a connection signs with the newest that Wise has over it', () => {
  const old = { ...makeKey({ over: production, state: 'active' }), madeAt: '2024-01-01T00:00:00.000Z' };
  const newest = makeKey({ over: production, state: 'active' });
  const others = [makeKey({ over: production, state: 'expired' }), makeKey({ over: production, algorithm: 'RSA-OAEP-256', state: 'active' }), makeKey({ state: 'made' })];
  expect(rowsOf([production], { ...none, keys: [old, newest, ...others] })[0]?.key).toBe(newest.id.slice(0, 8));
});

test('they sort by environment, safest first, and the other way round', () => {
  expect(ids(sortRows(rows, { by: 'environment', down: false }))).toEqual(['built-in', 'wise-sandbox', 'production', 'custom']);
  expect(ids(sortRows(rows, { by: 'environment', down: true }))).toEqual(['custom', 'production', 'wise-sandbox', 'built-in']);
});

test('ties are by name', () => {
  expect(ids(sortRows(rows, { by: 'certificate', down: false })).slice(0, 3)).toEqual(['wise-sandbox', 'built-in', 'custom']);
});

test('a search looks at every word, in names, environment, host and client id', () => {
  expect(ids(searchRows(rows, 'acme production'))).toEqual(['production']);
  expect(ids(searchRows(rows, 'STAGING'))).toEqual(['custom']);
  expect(ids(searchRows(rows, '99aa'))).toEqual(['wise-sandbox']);
  expect(searchRows(rows, 'nowhere')).toEqual([]);
  expect(searchRows(rows, ' ')).toHaveLength(4);
});
