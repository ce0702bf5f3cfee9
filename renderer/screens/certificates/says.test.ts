import { expect, test } from 'vitest';
import { makeCertificate } from '../../testing/certificates.ts';
import { builtIn, production } from '../../testing/fixtures.ts';
import { hostOf, retireHindrance, retireSays, usedSinceSwitch, changesSay } from './says.ts';

test('what its connection uses cannot be retired, nor what has not come back', () => {
  expect(retireHindrance(makeCertificate())).toBe('Built-in sandbox uses it; rotate it first');
  expect(retireHindrance(makeCertificate({ state: 'requested' }))).toBe('discard the request instead');
  expect(retireHindrance(makeCertificate({ state: 'replaced' }))).toBeUndefined();
});

test('retiring says when nothing is left to go back to', () => {
  const old = makeCertificate({ state: 'replaced' });
  expect(retireSays(old, [old, makeCertificate()]).join(' ')).not.toContain('nothing to go back to');
  expect(retireSays(old, [old, makeCertificate({ over: production })]).join(' ')).toContain('nothing to go back to');
  expect(retireSays(old, [old]).at(-1)).toContain('Developer Hub under the name “portcullis-2026-11”');
});

test('the first use says that the host changes, a later one what it replaces', () => {
  const next = makeCertificate({ name: 'b', state: 'proved' });
  expect(changesSay(next, builtIn, undefined)).toContain('The host changes: localhost:41124 instead of localhost:41123.');
  expect(changesSay(next, builtIn, makeCertificate({ name: 'a' })).join(' ')).toContain('“a” is used no more.');
});

test('a use after the switch is noticed', () => {
  const next = { ...makeCertificate(), history: [{ at: '2026-11-20T10:00:00.000Z', kind: 'switched-to' as const, says: '' }] };
  const old = { ...makeCertificate({ state: 'replaced' }), lastUsedAt: '2026-11-20T09:00:00.000Z' };
  expect(usedSinceSwitch(old, next)).toBeUndefined();
  expect(usedSinceSwitch({ ...old, lastUsedAt: '2026-11-21T09:00:00.000Z' }, next)).toBe('2026-11-21T09:00:00.000Z');
});

test('a host is told with an unusual port only', () => {
  expect(hostOf('https://api-mtls.transferwise.com')).toBe('api-mtls.transferwise.com');
  expect(hostOf(undefined)).toBe('the built-in sandbox');
});
