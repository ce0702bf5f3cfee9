import { toPortcullisError, type PortcullisError } from '../../shared/errors.ts';
import { wasUnsent } from './client-unsent.ts';
import type { WiseLink } from './clients.ts';
import { errorFromAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { readGrantedToken, requestToken, type Grant, type GrantedToken } from './oauth.ts';

/** `answered`: Wise gave none. `failed`: there is no answer; `isUncertain`: Wise may have made a token that nobody has. */
export type GrantOutcome =
  | { kind: 'granted'; granted: GrantedToken }
  | { kind: 'answered'; answer: WiseAnswer; error: PortcullisError }
  | { kind: 'failed'; error: PortcullisError; isUncertain: boolean };

/** RFC 9110, 15.6.3 and 15.6.5: who stands behind the gateway may have done it, but its answer never came. */
const GATEWAY_LOST: ReadonlySet<number> = new Set([502, 504]);

/** `POST /oauth/token` with something that is spent by it: a code, or a refresh token. Never rejects. */
export async function requestGrant(link: WiseLink, grant: Grant): Promise<GrantOutcome> {
  try {
    const answer = await requestToken(link, grant);
    if (answer.status >= 200 && answer.status <= 299) return readGrant(answer);
    const error = errorFromAnswer(answer);
    return GATEWAY_LOST.has(answer.status) ? { kind: 'failed', error, isUncertain: true } : { kind: 'answered', answer, error };
  } catch (thrown) {
    const error = toPortcullisError(thrown);
    // With a status there was an answer: a redirect, or a wish for fewer calls.
    return { kind: 'failed', error, isUncertain: !wasUnsent(error) && error.details.status === undefined };
  }
}

/** An answer that cannot be read is a token that is lost. */
function readGrant(answer: WiseAnswer): GrantOutcome {
  try {
    return { kind: 'granted', granted: readGrantedToken(answer) };
  } catch (thrown) {
    return { kind: 'failed', error: toPortcullisError(thrown), isUncertain: true };
  }
}

/**
 * Wise refuses a dead code or refresh token and a wrong client secret with the same words (401 `invalid_grant`): whether the client gets a token of its own tells them apart.
 * False also when that cannot be found out.
 */
export async function isClientKnown(link: WiseLink): Promise<boolean> {
  return requestToken(link, { grant_type: 'client_credentials' }).then(({ status }) => status === 200, () => false);
}
