import { randomUUID } from 'node:crypto';
import type { TokenEntry } from '../vault/body.ts';
import type { GrantedToken } from '../wise/oauth.ts';
import { grantedParts, withTokenEvent } from './entry.ts';
import { labelOr } from './label.ts';

/** What Wise granted; `now` in milliseconds since the epoch; what the history says of it. */
export type Grant = { granted: GrantedToken; now: number; says: string };

/** A new user token. An empty label becomes one with the day. */
export function newUserToken(of: Pick<TokenEntry, 'connectionId' | 'label' | 'origin' | 'userId' | 'profileId'>, { granted, now, says }: Grant): TokenEntry {
  const at = new Date(now).toISOString();
  return { ...of, id: randomUUID(), kind: 'user', label: labelOr(of.label, 'user', at), madeAt: at, ...grantedParts(granted, now), profiles: [], history: [{ at, kind: 'made', says }] };
}

/** The same entry with another token in it: nothing of how the old one was refreshed or refused is true any more. */
export function renewedToken(old: TokenEntry, { granted, now, says }: Grant): TokenEntry {
  const { refresh: _refresh, previousRefresh: _previous, refusal: _refusal, refreshBegunAt: _begun, ...rest } = old;
  return withTokenEvent({ ...rest, ...grantedParts(granted, now) }, { at: new Date(now).toISOString(), kind: 'renewed', says });
}

/** The list with the token in the place of the old one, or at its end. */
export function withRenewed(tokens: readonly TokenEntry[], old: TokenEntry | undefined, token: TokenEntry): TokenEntry[] {
  return old ? tokens.map((one) => (one === old ? token : one)) : [...tokens, token];
}
