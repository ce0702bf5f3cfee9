import { expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { run as runSchema } from '../../shared/model/views.ts';
import { auditOutcome } from './run-audit.ts';
import { detours, RunRecorder } from './run-recorder.ts';

const PLAN = [{ id: 'token', title: 'Token' }, { id: 'send', title: 'Send' }, { id: 'receive', title: 'Receive' }] as const;
const recorder = () => new RunRecorder(PLAN, () => Date.parse('2026-11-22T10:00:00Z'));

test('a run in which every step works', async () => {
  const told = recorder();
  const run = await told.run(async () => {
    const value = await told.step('token', (notes) => {
      notes.title = 'Token fetched';
      notes.says = 'For 12 h.';
      notes.fact('Grant', 'client_credentials');
      return 42;
    });
    return `The answer is ${value}.`;
  });
  expect(runSchema.parse(run)).toMatchObject({
    at: '2026-11-22T10:00:00.000Z', ok: true, says: 'The answer is 42.',
    steps: [{ id: 'token', title: 'Token fetched', state: 'ok', says: 'For 12 h.', facts: [{ label: 'Grant', value: 'client_credentials' }] }],
  });
  expect(auditOutcome(run, 'done')).toEqual({ outcome: 'ok', says: 'done' });
});

test('a failed step keeps what it told, and the rest is skipped', async () => {
  const told = recorder();
  const run = await told.run(async () => {
    await told.step('token', () => undefined);
    await told.step('send', (notes) => {
      notes.fact('Key id', '1');
      throw new PortcullisError('WISE_REFUSED', { traceId: 't' });
    });
    return 'not reached';
  });
  expect(runSchema.parse(run)).toMatchObject({ ok: false, says: 'Wise refused the call.' });
  expect(run.steps.map(({ id, state, title }) => [id, state, title])).toEqual([['token', 'ok', 'Token'], ['send', 'failed', 'Send'], ['receive', 'skipped', 'Receive']]);
  expect(run.steps[1]).toMatchObject({ facts: [{ label: 'Key id', value: '1' }], error: { code: 'WISE_REFUSED' } });
  expect(auditOutcome(run, 'to Wise')).toEqual({ outcome: 'refused', says: 'to Wise: WISE_REFUSED, trace t' });
});

test('a fault of ours becomes INTERNAL without its words, and what fails outside of a step is thrown on', async () => {
  const told = recorder();
  const run = await told.run(async () => told.step('token', () => {
    throw new TypeError('words that may quote anything');
  }));
  expect(run.steps[0]!.error).toMatchObject({ code: 'INTERNAL', details: { reason: 'TypeError' } });
  expect(JSON.stringify(run)).not.toContain('may quote');
  await expect(recorder().run(() => Promise.reject(new PortcullisError('VAULT_LOCKED')))).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
});

test('detours are told only where there were any', () => {
  const exchange = { method: 'GET', host: 'h', path: '/', requestHeaders: {}, responseHeaders: {}, status: 200, ms: 1, correlationId: 'c' };
  expect(detours({ ...exchange, waitedMs: 0 }, false)).toBe('');
  expect(detours({ ...exchange, waitedMs: 1500 }, true)).toBe(' Waited 2 s first, as Wise asked (429). Wise refused the first token, so a new one was fetched and the call sent again.');
});
