import { PortcullisError, type ErrorCode } from '../../shared/errors.ts';
import type { ErrorDetails } from '../../shared/ipc/result.ts';
import { networkError } from './network-errors.ts';
import { whoAnswers } from './who-answers.ts';

/** What is known of a connection that failed. */
export type Circumstances = {
  url: URL;
  hasCertificate: boolean;
  /** The server asked for a client certificate; undefined when the handshake did not get that far, or this host cannot tell. */
  asked: boolean | undefined;
  isMtlsHost: boolean;
  isWiseHost: boolean;
  /** The handshake was done, and nothing has been answered over the connection yet. */
  isFresh: boolean;
};

/** Alerts by which a server means the client certificate (RFC 8446, 6.2; 49 and 51 as OpenSSL sends them). */
const ALERTS: Readonly<Record<number, ErrorCode>> = {
  40: 'MTLS_HANDSHAKE', 42: 'MTLS_CERT_REFUSED', 43: 'MTLS_CERT_REFUSED', 44: 'MTLS_CERT_REVOKED', 45: 'MTLS_CERT_EXPIRED', 46: 'MTLS_CERT_REFUSED',
  48: 'MTLS_UNKNOWN_CA', 49: 'MTLS_CERT_REFUSED', 51: 'MTLS_CERT_REFUSED', 116: 'MTLS_CERT_MISSING',
};

/** Alerts that say "none came" when none was sent: Go and Java answer 42, OpenSSL 40 under TLS 1.2. 40 has other causes too, but on the mTLS host hardly. */
const MEANS_NONE_CAME: ReadonlySet<number> = new Set([42, 43, 46, 49]);

/** The `reason` of a refusal that came without an alert. */
export const CLOSED_WITHOUT_ALERT = 'CLOSED_WITHOUT_ALERT';
const CLOSED = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;

/** Somebody else's certificate, or one that may be somebody else's: worth a look at who it is. */
const STRANGERS: ReadonlySet<ErrorCode> = new Set(['WISE_TLS_UNTRUSTED', 'WISE_TLS_WRONG_HOST', 'WISE_TLS_EXPIRED', 'WISE_TLS_NOT_YET_VALID']);

/** Why a call or handshake did not come about, by its cause. After a refused certificate of the server, one more bare handshake tells who answered. */
export async function explainFailure(thrown: unknown, facts: ErrorDetails, known: Circumstances): Promise<PortcullisError> {
  const error = networkError(thrown, facts);
  const alert = alertOf(thrown);
  if (alert !== undefined) return new PortcullisError(codeOfAlert(alert, known), { ...error.details, alert }, { cause: thrown });
  const closedBy = CLOSED.test(error.details.reason ?? '') ? codeOfClose(known) : undefined;
  if (closedBy !== undefined) return new PortcullisError(closedBy, { ...error.details, reason: CLOSED_WITHOUT_ALERT }, { cause: thrown });
  return STRANGERS.has(error.code) ? nameStranger(error, known) : error;
}

/** The number of the alert that the server sent. OpenSSL and BoringSSL both write it at the end of their message; their code names differ by version. */
function alertOf(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const number = /SSL alert number (\d{1,3})\b/.exec(thrown.message)?.[1];
  return number === undefined ? alertOf(thrown.cause) : Number(number);
}

function codeOfAlert(alert: number, { hasCertificate, asked, isMtlsHost }: Circumstances): ErrorCode {
  if (!hasCertificate && (MEANS_NONE_CAME.has(alert) || (alert === 40 && (asked ?? isMtlsHost)))) return 'MTLS_CERT_MISSING';
  return ALERTS[alert] ?? 'WISE_UNREACHABLE';
}

/** Some servers, Node's own among them, refuse a certificate by closing the connection without an alert. */
function codeOfClose({ isFresh, hasCertificate, asked, isMtlsHost }: Circumstances): ErrorCode | undefined {
  if (!isFresh || !(asked ?? isMtlsHost)) return undefined;
  return hasCertificate ? 'MTLS_CERT_REFUSED' : 'MTLS_CERT_MISSING';
}

/** A certificate for the right host that nobody trusts, on a host of Wise's, is a proxy that opens TLS. */
async function nameStranger(error: PortcullisError, { url, isWiseHost }: Circumstances): Promise<PortcullisError> {
  const stranger = await whoAnswers(url);
  if (!stranger) return error;
  const isProxy = error.code === 'WISE_TLS_UNTRUSTED' && isWiseHost && stranger.namesHost;
  return new PortcullisError(isProxy ? 'WISE_TLS_PROXY' : error.code, { ...error.details, issuer: stranger.issuer }, { cause: error.cause });
}
