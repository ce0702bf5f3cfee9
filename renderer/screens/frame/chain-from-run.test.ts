import { expect, test } from 'vitest';
import type { ChainHealth } from '../../../shared/model/views.ts';
import { provedRun } from '../../testing/certificate-runs.ts';
import { refusedRun, verifiedRun } from '../../testing/runs.ts';
import { chainFromRun, withLinksBeyond } from './chain-from-run.ts';

test('a verified call proves every link, at its own time', () => {
  const run = verifiedRun();
  const health = chainFromRun(run);
  expect(health?.checkedAt).toBe(run.at);
  expect(health?.links.map((link) => link.state)).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect(health?.links.at(-1)?.says).toBe(run.steps.at(-1)?.says);
});

test('a call that failed proves nothing', () => {
  expect(chainFromRun(refusedRun())).toBeUndefined();
});

test('a call that carried the client certificate proves that link as well', () => {
  expect(chainFromRun(provedRun())?.links.map((link) => link.id)).toEqual(['dns', 'tls', 'mtls', 'client-credentials', 'jose']);
  expect(chainFromRun(verifiedRun())?.links.map((link) => link.id)).not.toContain('mtls');
});

test('what the call says nothing about stays as it was found', () => {
  const health = chainFromRun(verifiedRun())!;
  const before: ChainHealth = {
    checkedAt: '2026-11-22T10:00:00.000Z',
    links: [
      { id: 'tls', state: 'failed', says: 'broken' },
      { id: 'user-token', state: 'failed', says: 'Wise answered 401' },
      { id: 'profile', state: 'skipped', says: 'Not tried, because the link before it is broken' },
    ],
  };
  expect(withLinksBeyond(health, undefined)).toEqual(health);
  expect(withLinksBeyond(health, before).links.slice(health.links.length)).toEqual([before.links[1], { id: 'profile', state: 'skipped', says: 'not tried yet' }]);
  expect(withLinksBeyond(health, before).links.find((link) => link.id === 'tls')?.state).toBe('ok');
});
