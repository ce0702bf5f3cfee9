import type { PortcullisError } from '../../shared/errors.ts';
import type { WiseLink } from '../wise/clients.ts';
import { requestGrant } from '../wise/grant.ts';
import type { GrantedToken } from '../wise/oauth.ts';
import { Secret } from '../wise/secret.ts';
import type { RefreshClientCheck } from './refresh-client-check.ts';

/** `isUncertain`: Wise may have made a new pair that nobody has. */
export type RefreshOutcome =
  | { kind: 'granted'; granted: GrantedToken; used: string }
  | { kind: 'refused'; error: PortcullisError }
  | { kind: 'failed'; error: PortcullisError; isUncertain: boolean };

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
  const outcome = await requestGrant(link, { grant_type: 'refresh_token', refresh_token: new Secret(used) });
  if (outcome.kind === 'granted') return { ...outcome, used };
  if (outcome.kind === 'failed') return outcome;
  const { answer: { status }, error } = outcome;
  const isGrant = error.details.wiseCode === 'invalid_grant';
  const isRefused = isGrant && (status === 400 || (status === 401 && (await check.isKnown(link))));
  return isRefused ? { kind: 'refused', error } : { kind: 'failed', error, isUncertain: false };
}
