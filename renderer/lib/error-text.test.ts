import { expect, test } from 'vitest';
import { wireError } from '../testing/fixtures.ts';
import { errorFacts, errorReport } from './error-text.ts';

const error = wireError('JOSE_REFUSED', { status: 400, traceId: 'fba501b6', wiseCode: 'jws_error' });

test('facts are labelled, what is absent is left out', () => {
  expect(errorFacts(error.details)).toEqual([
    { label: 'Wise code', value: 'jws_error' },
    { label: 'HTTP status', value: '400' },
    { label: 'Trace id', value: 'fba501b6' },
  ]);
});

test('a cause is told in words, and its code stays', () => {
  expect(errorFacts({ reason: 'ENOTFOUND' })).toEqual([{ label: 'Cause', value: 'no address is known for this name; there may be no network (ENOTFOUND)' }]);
  expect(errorFacts({ reason: 'E_NEW' })).toEqual([{ label: 'Cause', value: 'E_NEW' }]);
});

test('the report that is copied holds message, code, next step and every fact', () => {
  expect(errorReport(error).split('\n')).toEqual([`${error.message} (JOSE_REFUSED)`, error.next, 'Wise code: jws_error', 'HTTP status: 400', 'Trace id: fba501b6']);
});

test('how long to wait is told in whole seconds', () => {
  expect(errorFacts({ retryAfterMs: 29_001 })).toEqual([{ label: 'Wait', value: '30 s' }]);
});
