import { expect, test } from 'vitest';
import type { ChainHealth, ChainLink } from '../../../shared/model/views.ts';
import { builtIn, custom, production, wiseSandbox } from '../../testing/fixtures.ts';
import { brokenSays, connectionsTitle, shortVerdict } from './title.ts';

const brokenAt = (id: ChainLink['id']): ChainHealth => ({ checkedAt: '2026-11-22T10:00:00.000Z', links: [{ id: 'dns', state: 'ok', says: '' }, { id, state: 'failed', says: '' }] });
const none = new Map<string, ChainHealth>();

test('it counts, and says whether production is among them', () => {
  expect(connectionsTitle([builtIn], none)).toBe('One connection, to the built-in sandbox');
  expect(connectionsTitle([production], none)).toBe('One connection, to production');
  expect(connectionsTitle([wiseSandbox], none)).toBe('One connection, to the Wise sandbox');
  expect(connectionsTitle([custom], none)).toBe('One connection, to custom hosts');
  expect(connectionsTitle([builtIn, custom], none)).toBe('2 connections, none of them production');
  expect(connectionsTitle([builtIn, custom, production], none)).toBe('3 connections, production among them');
});

test('a broken chain comes first, with the link', () => {
  const at = new Map([[production.id, brokenAt('mtls')]]);
  expect(connectionsTitle([builtIn, production], at)).toBe('The chain of Acme Payments is broken at mTLS');
  expect(brokenSays(at.get(production.id))).toBe('broken at mTLS');
  expect(brokenSays(undefined)).toBeUndefined();
});

test('of several broken ones the selected is named', () => {
  const at = new Map([[production.id, brokenAt('tls')], [builtIn.id, brokenAt('profile')], [custom.id, brokenAt('dns')]]);
  expect(connectionsTitle([production, builtIn, custom], at)).toBe('3 chains are broken, Built-in sandbox among them');
});

test('in a row the verdict is one word, where it can be', () => {
  const links: ChainLink[] = [{ id: 'dns', state: 'ok', says: '' }, { id: 'tls', state: 'skipped', says: '' }];
  const checkedAt = '2026-11-22T10:00:00.000Z';
  expect(shortVerdict(brokenAt('tls'), false, false).says).toBe('broken');
  expect(shortVerdict({ checkedAt, links: links.slice(0, 1) }, false, false).says).toBe('holds');
  expect(shortVerdict({ checkedAt, links }, false, false).says).toBe('1 of 2 hold');
  expect(shortVerdict(undefined, false, true).says).toBe('failed');
});
