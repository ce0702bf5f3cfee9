import { expect, test } from 'vitest';
import { builtIn, makeKey, production } from '../../testing/fixtures.ts';
import { makeRotation } from '../../testing/rotations.ts';
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
  expect(labels([makeKey({ id, state: 'active' })], [builtIn])).toContain('Rotate key 663a0e44 payments-signing');
  const retired = labels([makeKey({ id, state: 'retired' })], [builtIn]);
  expect(retired.filter((label) => /^(Try|Rotate|Upload) key/.test(label))).toEqual([]);
});

test('an encryption key is tried by an encrypted call', () => {
  const entry = paletteEntries([makeKey({ state: 'uploaded', algorithm: 'RSA-OAEP-256' })], [builtIn]).find((one) => one.id.startsWith('try-'));
  expect(entry?.deed).toMatchObject({ to: { screen: 'playground', method: 'jwe' } });
});

test('a rotation under way can be gone on with, one that is over cannot', () => {
  const old = makeKey({ id: '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71', state: 'expiring', endsIn: 5 });
  const found = paletteEntries([old], [builtIn], [makeRotation(old, builtIn, 'prove'), makeRotation(old, builtIn, undefined)]).filter((one) => one.id.startsWith('rotation-'));
  expect(labels([old], [builtIn], [makeRotation(old, builtIn, 'prove')])).not.toContain('Rotate key 663a0e44 payments-signing');
  expect(found.map(({ label, description }) => [label, description])).toEqual([['Go on rotating key 663a0e44 payments-signing', 'Built-in sandbox. Next: prove it by a call']]);
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
