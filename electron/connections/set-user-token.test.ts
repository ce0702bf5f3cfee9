import { expect, test } from 'vitest';
import type { Profile } from '../../shared/model/tokens.ts';
import type { ConnectionEntry, TokenEntry } from '../vault/body.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { setUserToken } from './set-user-token.ts';

const AT = '2026-11-22T12:00:00.000Z';
const PROFILE: Profile = { id: 42, type: 'business', name: 'Acme' };

function side(token: Partial<TokenEntry> = {}, connection: Partial<ConnectionEntry> = {}) {
  const entry = connectionEntry(connection);
  const made: TokenEntry = {
    id: crypto.randomUUID(), connectionId: entry.id, kind: 'user', label: 'Acme', origin: 'consent', madeAt: AT, access: { value: 'token-of-the-test-c0de', issuedAt: AT }, profiles: [], history: [], ...token,
  };
  const deps = { vault: memoryVault({ connections: [entry], tokens: [made] }), audit: memoryAudit(), sandbox: { running: () => undefined } };
  return { ...deps, connectionId: entry.id, tokenId: made.id, set: (tokenId: string | null) => setUserToken(deps, { connectionId: entry.id, tokenId }) };
}

test('calls for a profile carry it from now on, until it is taken away', async () => {
  const { set, tokenId, connectionId, audit, vault } = side();
  expect(await set(tokenId)).toMatchObject({ id: connectionId, userTokenId: tokenId, hasUserToken: true });
  expect(audit.lines).toEqual([{ kind: 'connection.user-token-switched', outcome: 'ok', subject: 'Test connection', says: 'token “Acme” (…c0de)' }]);
  await set(tokenId);
  expect([vault.saves, audit.lines.length]).toEqual([1, 1]);
  expect(await set(null)).toMatchObject({ hasUserToken: false });
  expect(vault.read().connections[0]).not.toHaveProperty('userTokenId');
  expect(audit.lines.at(-1)?.says).toBe('none');
});

test.each([
  ['the only one', { profiles: [PROFILE] }, {}, 42],
  ['none of two', { profiles: [PROFILE, { ...PROFILE, id: 43 }] }, {}, undefined],
  ['the one picked at consent', { profileId: 43, profiles: [PROFILE, { ...PROFILE, id: 43 }] }, {}, 43],
  ['its own', { profiles: [PROFILE] }, { profileId: 7 }, 7],
] as const)('takes as profile %s', async (_, token, connection, profileId) => {
  const { set, tokenId, vault } = side({ ...token, profiles: [...token.profiles] }, connection);
  await set(tokenId);
  expect(vault.read().connections[0]?.profileId).toBe(profileId);
});

test('a token of another connection, or none at all', async () => {
  const { set, tokenId, vault } = side({ connectionId: crypto.randomUUID() });
  await expect(set(tokenId)).rejects.toMatchObject({ code: 'TOKEN_OTHER_CONNECTION' });
  await expect(set(crypto.randomUUID())).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' });
  expect(vault.saves).toBe(0);
});
