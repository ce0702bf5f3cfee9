import { expect, test } from 'vitest';
import type { Migration } from '../../../shared/model/migrations.ts';
import type { ConsentView, TokenSummary, WiseUser } from '../../../shared/model/tokens.ts';
import { makeCertificate } from '../../testing/certificates.ts';
import { builtIn, makeKey, production } from '../../testing/fixtures.ts';
import { makeRotation } from '../../testing/rotations.ts';
import { belongingsOf, hostOf, profileName, removeHindrance, removeSays, type Belongings } from './says.ts';

const token = (kind: TokenSummary['kind'], connectionId = production.id): TokenSummary => ({
  id: kind, kind, label: kind, connectionId, connectionName: '', environment: 'production', state: 'live', origin: 'pasted', madeAt: '2026-11-01T00:00:00.000Z', canRefresh: false,
  profiles: [{ id: 7, type: 'business', name: 'Acme Ltd' }], isInUse: false, lastEventAt: '2026-11-22T12:00:00.000Z',
});
const user: WiseUser = { id: 'u', connectionId: production.id, connectionName: '', email: 'a@b.example', madeAt: '2026-11-01T00:00:00.000Z', state: 'ready', profiles: [] };
const consent: ConsentView = { id: 'c', connectionId: builtIn.id, connectionName: '', environment: 'built-in', startedAt: '2026-11-01T00:00:00.000Z', url: '', redirectUri: '', comesBackBy: 'paste' };
const migration = (part: Partial<Migration>): Migration => ({ id: 'm', tokenId: 'gone', tokenLabel: '', startedAt: '2026-11-01T00:00:00.000Z', outcome: 'under way', done: [], toDelete: [], ...part });
const nothing: Belongings = { tokens: [], users: [], consents: [], certificates: [], rotations: [], migrations: [] };

test('a host is shown with its port, and one that is not known says so', () => {
  expect(hostOf('https://a.example:8443/x')).toBe('a.example:8443');
  expect(hostOf('https://a.example')).toBe('a.example');
  expect(hostOf(undefined)).toBe('not started yet');
});

test('a profile has its name where the token has listed it', () => {
  expect(profileName(7, token('user'))).toBe('Acme Ltd, 7');
  expect(profileName(8, token('user'))).toBe('8');
  expect(profileName(8, undefined)).toBe('8');
});

test('only what is its own belongs to a connection', () => {
  const all: Belongings = { ...nothing, tokens: [token('user'), token('personal', builtIn.id)], users: [user], consents: [consent] };
  const own = belongingsOf(production, all);
  expect([own.tokens.length, own.users.length, own.consents.length]).toEqual([1, 1, 0]);
});

test('certificates and rotations are in the way until they are over', () => {
  const old = makeKey({ over: production });
  expect(removeHindrance(nothing)).toBeUndefined();
  expect(removeHindrance({ ...nothing, certificates: [makeCertificate({ state: 'retired', over: production })] })).toBeUndefined();
  expect(removeHindrance({ ...nothing, certificates: [makeCertificate({ state: 'expired', over: production })] })).toMatch(/^It has one certificate that is not retired/);
  expect(removeHindrance({ ...nothing, rotations: [makeRotation(old, production, 'overlap')] })).toMatch(/under way/);
  expect(removeHindrance({ ...nothing, rotations: [{ ...makeRotation(old, production, 'overlap'), outcome: 'rolled back' }] })).toBeUndefined();
});

test('removing says what goes, and what is in memory only is not counted', () => {
  const own: Belongings = { ...nothing, tokens: [token('application'), token('user'), token('personal')], users: [user] };
  expect(removeSays(production, own, true)[0]).toBe('From the vault go its client id and secret, 2 tokens and one user with the registration code. This cannot be undone.');
  expect(removeSays(builtIn, nothing, true)[0]).toBe('Built-in sandbox is dropped from the vault.');
});

test('a migration under way that needs it is given up, by its legs or its token', () => {
  const real = { connectionId: production.id, name: '', environment: 'production' as const };
  const all: Belongings = { ...nothing, tokens: [token('personal')], migrations: [migration({ real }), migration({ tokenId: 'personal' }), migration({})] };
  expect(belongingsOf(production, all).migrations).toHaveLength(2);
  expect(removeSays(production, belongingsOf(production, all), true).join(' ')).toMatch(/migration .* given up/);
  expect(removeSays(production, { ...nothing, migrations: [migration({ real, outcome: 'done' })] }, true).join(' ')).not.toMatch(/migration/);
});

test('it says what comes in the place of the one in use', () => {
  expect(removeSays(production, nothing, true).join(' ')).not.toMatch(/in use/);
  expect(removeSays({ ...production, selected: true }, nothing, true).at(-1)).toMatch(/another one takes its place, production only/);
  expect(removeSays({ ...production, selected: true }, nothing, false).at(-1)).toMatch(/only connection/);
});
