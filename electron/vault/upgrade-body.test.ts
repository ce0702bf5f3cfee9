import { expect, test } from 'vitest';
import { connectionEntry, tokenEntry } from './body.ts';
import { newVaultBody } from './new-body.ts';
import { upgradeBody } from './upgrade-body.ts';

const NOW = new Date('2026-11-23T12:00:00.000Z');
const ID = '7f0b1f8e-3c53-4b0e-9a80-3f3f5a2f1c11';
const connection = { id: ID, name: 'Payments', environment: 'production', clientId: 'client', clientSecret: 'secret', wiseKeys: [] };

test('the token of a connection becomes a token of the vault, which the connection uses', () => {
  const stored = { connections: [{ ...connection, userToken: 'token-from-before' }, { ...connection, id: crypto.randomUUID() }], kept: 'as it is' };
  const upgraded = upgradeBody(stored, NOW) as { connections: { userTokenId?: string }[]; tokens: unknown[]; kept: string };
  const token = tokenEntry.parse(upgraded.tokens[0]);
  expect(token).toMatchObject({ connectionId: ID, kind: 'personal', madeAt: NOW.toISOString(), access: { value: 'token-from-before' } });
  expect(upgraded.connections.map((one) => connectionEntry.parse(one).userTokenId)).toEqual([token.id, undefined]);
  expect(upgraded.kept).toBe('as it is');
  expect(JSON.stringify(upgraded.connections)).not.toContain('token-from-before');
});

test('a body of this version, or none at all, is answered as it is', () => {
  const body = { ...newVaultBody(), connections: [{ ...connection, userTokenId: ID }] };
  for (const stored of [body, undefined, null, 'text', { connections: 'none' }, { connections: [7, { userToken: 1 }] }]) expect(upgradeBody(stored, NOW)).toBe(stored);
});

test('tokens that are there already stay', () => {
  const there = { id: crypto.randomUUID() };
  const { tokens } = upgradeBody({ connections: [{ ...connection, userToken: 'x' }], tokens: [there] }, NOW) as { tokens: unknown[] };
  expect(tokens).toEqual([there, expect.objectContaining({ access: expect.objectContaining({ value: 'x' }) })]);
});
