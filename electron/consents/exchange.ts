import { PortcullisError } from '../../shared/errors.ts';
import type { WiseLink } from '../wise/clients.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import { isClientKnown, requestGrant, type GrantOutcome } from '../wise/grant.ts';
import type { GrantedToken } from '../wise/oauth.ts';
import type { Secret } from '../wise/secret.ts';

/**
 * Exchanges the code for a token (RFC 6749, 4.1.3). Once sent, a code is spent.
 * Throws `CONSENT_CODE_REFUSED`, `CONSENT_ANSWER_LOST` where Wise may have taken the code and there is no answer to be read, and else the errors of `WiseClient.send`.
 */
export async function exchangeCode(link: WiseLink, code: Secret<string>, redirectUri: string): Promise<GrantedToken> {
  const outcome = await requestGrant(link, { grant_type: 'authorization_code', code, redirect_uri: redirectUri });
  if (outcome.kind === 'granted') return outcome.granted;
  if (outcome.kind === 'failed') throw outcome.isUncertain ? lost(outcome.error) : outcome.error;
  throw await refusalOf(link, outcome);
}

function lost(error: PortcullisError): PortcullisError {
  return new PortcullisError('CONSENT_ANSWER_LOST', { ...error.details, reason: error.details.reason ?? error.code }, { cause: error });
}

/** What is wrong with the code is a 400 (RFC 6749, 5.2). Wise has one 401 for that and for wrong client credentials. */
async function refusalOf(link: WiseLink, { answer, error }: Extract<GrantOutcome, { kind: 'answered' }>): Promise<PortcullisError> {
  const { wiseCode } = error.details;
  if (answer.status === 400) return errorFromAnswer(answer, wiseCode === 'invalid_client' ? 'WISE_UNAUTHORIZED' : 'CONSENT_CODE_REFUSED');
  const isTheCode = answer.status === 401 && wiseCode === 'invalid_grant' && (await isClientKnown(link));
  return isTheCode ? errorFromAnswer(answer, 'CONSENT_CODE_REFUSED') : error;
}
