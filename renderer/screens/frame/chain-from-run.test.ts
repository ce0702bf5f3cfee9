import { expect, test } from 'vitest';
import { provedRun } from '../../testing/certificate-runs.ts';
import { refusedRun, verifiedRun } from '../../testing/runs.ts';
import { chainFromRun } from './chain-from-run.ts';

test('a verified call proves every link, at its own time', () => {
  const run = verifiedRun();
  const health = chainFromRun(run);
  expect(health?.checkedAt).toBe(run.at);
  expect(health?.links.map((link) => link.state)).toEqual(['ok', 'ok', 'ok']);
  expect(health?.links[2]?.says).toBe(run.steps.at(-1)?.says);
});

test('a call that failed proves nothing', () => {
  expect(chainFromRun(refusedRun())).toBeUndefined();
});

test('a call that carried the client certificate proves that link as well', () => {
  expect(chainFromRun(provedRun())?.links.map((link) => link.id)).toEqual(['tls', 'mtls', 'client-credentials', 'jose']);
  expect(chainFromRun(verifiedRun())?.links.map((link) => link.id)).not.toContain('mtls');
});
