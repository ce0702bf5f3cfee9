import { PortcullisError, type ErrorCode } from '../../shared/errors.ts';
import type { ErrorDetails } from '../../shared/ipc/result.ts';

/** Codes of Node, OpenSSL and undici by what they mean to a person; the first pattern that fits decides. */
const MEANINGS: readonly (readonly [pattern: RegExp, code: ErrorCode])[] = [
  [/^ERR_OSSL_X509_KEY_(VALUES|TYPE)_MISMATCH$/, 'CERT_WRONG_KEY'],
  [/^CERT_HAS_EXPIRED$/, 'WISE_TLS_EXPIRED'],
  [/^CERT_NOT_YET_VALID$/, 'WISE_TLS_NOT_YET_VALID'],
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, 'WISE_TLS_WRONG_HOST'],
  // What came back is no TLS at all: plain HTTP, as proxies and captive portals answer, or another protocol.
  [/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|HTTPS_PROXY_REQUEST|UNKNOWN_PROTOCOL|BAD_RECORD_TYPE)$/, 'WISE_TLS_PROXY'],
  [/^(CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|EPROTO)/, 'WISE_TLS_UNTRUSTED'],
  [/^(UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT|TOTAL_TIMEOUT)$/, 'WISE_TIMEOUT'],
  [/^(UND_ERR_RES_EXCEEDED_MAX_SIZE|UND_ERR_HEADERS_OVERFLOW|HPE_)/, 'WISE_ANSWER_INVALID'],
  [/^(UND_ERR_DESTROYED|UND_ERR_CLOSED|UND_ERR_ABORTED)$/, 'CANCELLED'],
];

/**
 * What kept a call from being answered, as a typed error; `reason` is the code of Node, OpenSSL or undici.
 * What no pattern knows means that the connection did not come about or broke.
 */
export function networkError(thrown: unknown, facts: ErrorDetails): PortcullisError {
  if (thrown instanceof PortcullisError) return thrown;
  const reason = reasonOf(thrown);
  const code = MEANINGS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'WISE_UNREACHABLE';
  return new PortcullisError(code, { ...facts, reason }, { cause: thrown });
}

/** The innermost code: undici wraps, and several addresses of one host fail as an AggregateError. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'UNKNOWN';
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  if (code !== undefined) return code;
  if (thrown instanceof AggregateError) return reasonOf(thrown.errors[0]);
  return thrown.cause === undefined ? thrown.name : reasonOf(thrown.cause);
}
