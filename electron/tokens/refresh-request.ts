import { toPortcullisError, type PortcullisError } from '../../shared/errors.ts';
import { wasUnsent } from '../wise/client-unsent.ts';
import type { WiseLink } from '../wise/clients.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { readGrantedToken, requestToken, type GrantedToken } from '../wise/oauth.ts';
import { Secret } from '../wise/secret.ts';
import type { RefreshClientCheck } from './refresh-client-check.ts';

/** `isUncertain`: Wise may have made a new pair that nobody has. */
export type RefreshOutcome =
  | { kind: 'granted'; granted: GrantedToken; used: string }
  | { kind: 'refused'; error: PortcullisError }
  | { kind: 'failed'; error: PortcullisError; isUncertain: boolean };

/** RFC 9110, 15.6.3 and 15.6.5: who stands behind the gateway may have done it, but its answer never came. */
const GATEWAY_LOST: ReadonlySet<number> = new Set([502, 504]);

/** `POST /oauth/token` with each refresh token in turn until one is not refused. */
export async function requestRefresh(link: WiseLink, refreshTokens: readonly [string, ...string[]], check: RefreshClientCheck): Promise<RefreshOutcome> {
  const [first, ...others] = refreshTokens;
  let outcome = await requestOnce(link, first, check);
  for (const other of others) {
    if (outcome.kind !== 'refused') return outcome;
    outcome = await requestOnce(link, other, check);
  }
  return outcome;
}

async function requestOnce(link: WiseLink, used: string, check: RefreshClientCheck): Promise<RefreshOutcome> {
  try {
    const answer = await requestToken(link, { grant_type: 'refresh_token', refresh_token: new Secret(used) });
    return answer.status >= 200 && answer.status <= 299 ? readGrant(answer, used) : await readRefusal(link, answer, check);
  } catch (thrown) {
    const error = toPortcullisError(thrown);
    // With a status there was an answer: a redirect, or a wish for fewer calls.
    return { kind: 'failed', error, isUncertain: !wasUnsent(error) && error.details.status === undefined };
  }
}

/** An answer that cannot be read is a new pair that is lost. */
function readGrant(answer: WiseAnswer, used: string): RefreshOutcome {
  try {
    return { kind: 'granted', granted: readGrantedToken(answer), used };
  } catch (thrown) {
    return { kind: 'failed', error: toPortcullisError(thrown), isUncertain: true };
  }
}

async function readRefusal(link: WiseLink, answer: WiseAnswer, check: RefreshClientCheck): Promise<RefreshOutcome> {
  const error = errorFromAnswer(answer);
  const { status } = answer;
  const isGrant = error.details.wiseCode === 'invalid_grant';
  if (isGrant && (status === 400 || (status === 401 && (await check.isKnown(link))))) return { kind: 'refused', error };
  return { kind: 'failed', error, isUncertain: GATEWAY_LOST.has(status) };
}
