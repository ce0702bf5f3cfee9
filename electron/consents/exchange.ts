import { PortcullisError, toPortcullisError, type ErrorCode } from '../../shared/errors.ts';
import type { WiseLink } from '../wise/clients.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { type GrantedToken, readGrantedToken, requestToken } from '../wise/oauth.ts';
import { scrub, type Secret } from '../wise/secret.ts';

/** The answer may have been lost rather than the request: TLS came about, or it cannot be told. */
const MAY_HAVE_ARRIVED: ReadonlySet<ErrorCode> = new Set(['WISE_UNREACHABLE', 'WISE_TIMEOUT', 'WISE_ANSWER_INVALID', 'WISE_REDIRECTED', 'WISE_FAILED']);
/** The connection did not come about, so nothing was sent. */
const NOT_CONNECTED = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_[A-Z]+|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/;

/**
 * Exchanges the code for a token (RFC 6749, 4.1.3). Once sent, a code is spent.
 * Throws `CONSENT_CODE_REFUSED`, `CONSENT_ANSWER_LOST` where Wise may have taken the code and its answer is of no use, and else the errors of `WiseClient.send`.
 */
export async function exchangeCode(link: WiseLink, code: Secret<string>, redirectUri: string): Promise<GrantedToken> {
  try {
    const answer = await requestToken(link, { grant_type: 'authorization_code', code, redirect_uri: redirectUri });
    assertTaken(answer);
    return readGrantedToken(answer);
  } catch (thrown) {
    throw withoutCode(lostOr(toPortcullisError(thrown)), code);
  }
}

/** RFC 6749, 5.2: what is wrong with the code is a 400; what is wrong with the client may be one too. */
function assertTaken(answer: WiseAnswer): void {
  const { status } = answer;
  if (status !== 400 && status !== 401) return;
  const { wiseCode } = errorFromAnswer(answer).details;
  if (status === 400 && wiseCode === 'invalid_client') throw errorFromAnswer(answer, 'WISE_UNAUTHORIZED');
  if (status === 400 || wiseCode === 'invalid_grant') throw errorFromAnswer(answer, 'CONSENT_CODE_REFUSED');
}

function lostOr(error: PortcullisError): PortcullisError {
  const { code, details } = error;
  if (!MAY_HAVE_ARRIVED.has(code) || NOT_CONNECTED.test(details.reason ?? '')) return error;
  return new PortcullisError('CONSENT_ANSWER_LOST', { ...details, reason: details.reason ?? code }, { cause: error });
}

/** Some servers quote what they refuse. */
function withoutCode(error: PortcullisError, code: Secret<string>): PortcullisError {
  const { wiseMessage } = error.details;
  if (wiseMessage === undefined) return error;
  return new PortcullisError(error.code, { ...error.details, wiseMessage: scrub(wiseMessage, [code.reveal()]) }, { cause: error.cause });
}
