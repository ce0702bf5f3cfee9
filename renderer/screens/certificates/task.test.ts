import { expect, test } from 'vitest';
import type { CertificateSummary, WiseCaView } from '../../../shared/model/certificates.ts';
import { makeCertificate, mixedChecks } from '../../testing/certificates.ts';
import { shownStep, stepWords, taskSteps } from './task.ts';

const built: WiseCaView = { source: 'built-in', certificates: [] };
const none: WiseCaView = { source: 'none', certificates: [] };
const shown = (certificate: CertificateSummary | undefined, rest: Partial<Parameters<typeof shownStep>[0]> = {}) => shownStep({ certificate, old: undefined, ca: built, isCaSkipped: false, isProving: false, ...rest });

test.each([
  [undefined, 'request'],
  ['requested', 'issue'],
  ['issued', 'checks'],
  ['proved', 'use'],
  ['active', undefined],
  ['expired', undefined],
] as const)('a certificate that is %s stands at %s', (state, step) => {
  expect(shown(state && makeCertificate({ state }))).toBe(step);
});

test('without Wise’s CA the checks come after it is imported or passed over', () => {
  const certificate = makeCertificate({ state: 'issued' });
  expect(shown(certificate, { ca: none })).toBe('wise-ca');
  expect(shown(certificate, { ca: none, isCaSkipped: true })).toBe('checks');
  expect(shown(certificate, { ca: none, isProving: true })).toBe('prove');
});

test('the old one is retired last, unless it is retired already', () => {
  const old = makeCertificate({ state: 'replaced' });
  const next = { ...makeCertificate({ replaces: old.id }), step: 'retire' as const };
  expect(shown(next, { old })).toBe('retire');
  expect(shown(next, { old: { ...old, state: 'retired' } })).toBeUndefined();
  expect(taskSteps({ certificate: next, old, ca: built }).map((step) => step.name)).toHaveLength(7);
  expect(taskSteps({ certificate: next, old: undefined, ca: built }).map((step) => step.name)).toHaveLength(6);
});

test('a step that is done says what it came to', () => {
  const hints = taskSteps({ certificate: makeCertificate({ state: 'issued', name: 'a', checks: mixedChecks() }), old: undefined, ca: none }).map((step) => step.hint);
  expect(hints.slice(0, 4)).toEqual(['a, EC P-256', 'It came back', 'Not imported', '6 of 9 hold']);
});

const title = (checks: CertificateSummary['checks']) => stepWords('checks', { certificate: makeCertificate({ state: 'issued', name: 'a', checks }), old: undefined }, true).title;

test('the head of the checks says how they stand', () => {
  expect(title(mixedChecks())).toBe('“a” would not work as it is');
  expect(title(mixedChecks().filter((check) => check.state !== 'failed'))).toBe('“a” is here, with 2 things worth a look');
  expect(title([])).toBe('“a” is here, and all checks hold');
});
