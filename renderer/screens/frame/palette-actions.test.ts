import { expect, test } from 'vitest';
import { builtIn, makeKey, production } from '../../testing/fixtures.ts';
import { paletteEntries } from './palette-actions.ts';

const labels = (...args: Parameters<typeof paletteEntries>) => paletteEntries(...args).map((entry) => entry.label);

test('screens, lock, verification and theme are always there', () => {
  expect(labels([], [builtIn])).toEqual(expect.arrayContaining(['New signing key', 'Lock the vault', 'Verify the audit log', 'Overview', 'Settings', 'Dark theme']));
});

test('a key offers what its state allows', () => {
  const id = '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71';
  const made = labels([makeKey({ id, state: 'made' })], [builtIn]);
  expect(made).toContain('Upload key 663a0e44 payments-signing to Wise');
  expect(made).not.toContain('Try key 663a0e44 payments-signing');
  expect(labels([makeKey({ id, state: 'uploaded' })], [builtIn])).toContain('Try key 663a0e44 payments-signing');
  expect(labels([makeKey({ id, state: 'uploaded', algorithm: 'RSA-OAEP-256' })], [builtIn])).not.toContain('Try key 663a0e44 payments-signing');
});

test('one switches only to connections that are not selected', () => {
  const switches = paletteEntries([], [builtIn, production]).filter((entry) => entry.deed.do === 'select');
  expect(switches).toMatchObject([{ label: 'Switch to Production Acme Payments', deed: { connectionId: production.id } }]);
});

test('what has a shortcut says so', () => {
  expect(paletteEntries([], [builtIn]).filter((entry) => entry.key).map(({ label, key }) => [label, key])).toEqual([['Lock the vault', 'L']]);
});

test('every entry has an id of its own', () => {
  const ids = paletteEntries([makeKey(), makeKey()], [builtIn, production]).map((entry) => entry.id);
  expect(new Set(ids).size).toBe(ids.length);
});
