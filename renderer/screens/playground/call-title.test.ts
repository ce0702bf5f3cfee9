import { expect, test } from 'vitest';
import { verifiedRun, refusedRun } from '../../testing/runs.ts';
import { wireError } from '../../testing/fixtures.ts';
import { callTitle } from './call-title.ts';
import { lookOf } from './methods.ts';

const look = lookOf('jws');
const held = [{ use: 'signing', lack: undefined }] as const;

test('the title tells how a call went', () => {
  expect(callTitle({ look, sending: true, lacks: held })).toBe('Sending a signed call');
  expect(callTitle({ look, sending: false, run: verifiedRun(), lacks: held })).toBe('Signed, sent and verified');
  expect(callTitle({ look, sending: false, run: refusedRun(), lacks: held })).toBe('The call did not go through');
});

test('a cancelled call is no failure', () => {
  const run = refusedRun();
  const cancelled = { ...run, steps: run.steps.map((step) => (step.state === 'failed' ? { ...step, error: wireError('CANCELLED') } : step)) };
  expect(callTitle({ look, sending: false, run: cancelled, lacks: held })).toBe('The call was cancelled');
});

test('before a call, the title names what is missing, a key before an upload', () => {
  expect(callTitle({ look, sending: false, lacks: held })).toBe('Try a signed call');
  expect(callTitle({ look, sending: false, lacks: [{ use: 'signing', lack: 'upload' }] })).toBe('Wise does not have this key yet');
  expect(callTitle({ look, sending: false, lacks: [{ use: 'signing', lack: 'upload' }, { use: 'encryption', lack: 'key' }] })).toBe('No key to decrypt with yet');
});
