import { expect, test } from 'vitest';
import { PortcullisError, type ErrorCode } from '../../shared/errors.ts';
import { networkError } from './network-errors.ts';

const FACTS = { host: 'api.wise.com', path: '/v1/x' };

function failure(code: string, options?: ErrorOptions): Error {
  return Object.assign(new Error('words that may quote anything', options), code === '' ? {} : { code });
}

const CODES: [reason: string, code: ErrorCode][] = [
  ['ENOTFOUND', 'WISE_UNREACHABLE'], ['EAI_AGAIN', 'WISE_UNREACHABLE'], ['ECONNREFUSED', 'WISE_UNREACHABLE'], ['ECONNRESET', 'WISE_UNREACHABLE'],
  ['EHOSTUNREACH', 'WISE_UNREACHABLE'], ['ENETUNREACH', 'WISE_UNREACHABLE'], ['UND_ERR_SOCKET', 'WISE_UNREACHABLE'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'WISE_TLS_UNTRUSTED'], ['DEPTH_ZERO_SELF_SIGNED_CERT', 'WISE_TLS_UNTRUSTED'], ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'WISE_TLS_UNTRUSTED'],
  ['CERT_NOT_YET_VALID', 'WISE_TLS_NOT_YET_VALID'], ['CERT_HAS_EXPIRED', 'WISE_TLS_EXPIRED'], ['CERT_REVOKED', 'WISE_TLS_UNTRUSTED'], ['ERR_TLS_CERT_ALTNAME_INVALID', 'WISE_TLS_WRONG_HOST'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'WISE_TLS_PROXY'], ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'WISE_TLS_PROXY'], ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'CERT_WRONG_KEY'],
  ['ETIMEDOUT', 'WISE_TIMEOUT'], ['HPE_INVALID_CONSTANT', 'WISE_ANSWER_INVALID'], ['UND_ERR_HEADERS_OVERFLOW', 'WISE_ANSWER_INVALID'], ['UND_ERR_CLOSED', 'CANCELLED'],
];

test.each(CODES)('%s is %s', (reason, code) => {
  const error = networkError(failure(reason), FACTS);
  expect(error).toMatchObject({ code, details: { ...FACTS, reason } });
  expect(JSON.stringify([error.message, error.details])).not.toContain('words that may quote');
});

test('finds the code inside of what wraps it', () => {
  expect(networkError(failure('', { cause: failure('ECONNREFUSED') }), FACTS).details.reason).toBe('ECONNREFUSED');
  expect(networkError(new AggregateError([failure('ENETUNREACH'), failure('ECONNREFUSED')]), FACTS).details.reason).toBe('ENETUNREACH');
  expect(networkError(new RangeError('x'), FACTS)).toMatchObject({ code: 'WISE_UNREACHABLE', details: { reason: 'RangeError' } });
  expect(networkError('thrown text', FACTS).details.reason).toBe('UNKNOWN');
});

test('a coded error stays what it is', () => {
  const coded = new PortcullisError('CANCELLED');
  expect(networkError(coded, FACTS)).toBe(coded);
});
