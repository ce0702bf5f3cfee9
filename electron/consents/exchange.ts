import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { Clock } from '../ports.ts';
import { RefreshClientCheck } from '../tokens/refresh-client-check.ts';
import { wasUnsent } from '../wise/client-unsent.ts';
import type { WiseLink } from '../wise/clients.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { type GrantedToken, readGrantedToken, requestToken } from '../wise/oauth.ts';
import type { Secret } from '../wise/secret.ts';

/** RFC 9110, 15.6.3 and 15.6.5: who stands behind the gateway may have taken the code. */
const GATEWAY_LOST: ReadonlySet<number> = new Set([502, 504]);

/**
 * Exchanges the code for a token (RFC 6749, 4.1.3). Once sent, a code is spent.
 * Throws `CONSENT_CODE_REFUSED`, `CONSENT_ANSWER_LOST` where Wise may have taken the code and there is no answer to be read, and else the errors of `WiseClient.send`.
 */
export async function exchangeCode(link: WiseLink, code: Secret<string>, redirectUri: string, now: Clock): Promise<GrantedToken> {
  const answer = await sendCode(link, code, redirectUri);
  if (answer.status >= 200 && answer.status <= 299) return readOrLost(answer);
  throw await refusalOf(link, answer, now);
}

async function sendCode(link: WiseLink, code: Secret<string>, redirectUri: string): Promise<WiseAnswer> {
  try {
    return await requestToken(link, { grant_type: 'authorization_code', code, redirect_uri: redirectUri });
  } catch (thrown) {
    const error = toPortcullisError(thrown);
    // With a status there was an answer: a redirect, or a wish for fewer calls.
    throw wasUnsent(error) || error.details.status !== undefined ? error : lost(error);
  }
}

function readOrLost(answer: WiseAnswer): GrantedToken {
  try {
    return readGrantedToken(answer);
  } catch (thrown) {
    throw lost(toPortcullisError(thrown));
  }
}

function lost(error: PortcullisError): PortcullisError {
  return new PortcullisError('CONSENT_ANSWER_LOST', { ...error.details, reason: error.details.reason ?? error.code }, { cause: error });
}

/** What is wrong with the code is a 400 (RFC 6749, 5.2). Wise has one 401 for that and for wrong client credentials: whether the client gets a token of its own tells. */
async function refusalOf(link: WiseLink, answer: WiseAnswer, now: Clock): Promise<PortcullisError> {
  const { status } = answer;
  const error = errorFromAnswer(answer);
  const { wiseCode } = error.details;
  if (GATEWAY_LOST.has(status)) return lost(error);
  if (status === 400) return errorFromAnswer(answer, wiseCode === 'invalid_client' ? 'WISE_UNAUTHORIZED' : 'CONSENT_CODE_REFUSED');
  const isTheCode = status === 401 && wiseCode === 'invalid_grant' && (await new RefreshClientCheck(now).isKnown(link));
  return isTheCode ? errorFromAnswer(answer, 'CONSENT_CODE_REFUSED') : error;
}
