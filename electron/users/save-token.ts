import { randomUUID } from 'node:crypto';
import { findConnection } from '../connections/resolve.ts';
import { grantedParts, withTokenEvent } from '../tokens/entry.ts';
import type { TokenEntry, UserEntry, VaultBody } from '../vault/body.ts';
import type { GrantedToken } from '../wise/oauth.ts';
import { findUser, withSignedUp, withUser } from './entry.ts';

/** The body with a user's token: the old entry renewed in place, or a new one. `now` in milliseconds since the epoch. Throws `USER_NOT_FOUND`, `CONNECTION_NOT_FOUND`. */
export function withUserToken(body: VaultBody, id: string, granted: GrantedToken, now: number): { body: VaultBody; tokenId: string } {
  const user = findUser(body, id);
  findConnection(body, user.connectionId);
  const old = body.tokens.find((one) => one.id === user.tokenId);
  const token = old ? renewed(old, granted, now) : made(user, granted, now);
  const tokens = old ? body.tokens.map((one) => (one === old ? token : one)) : [...body.tokens, token];
  return { tokenId: token.id, body: withUser({ ...body, tokens }, id, (entry) => ({ ...withSignedUp(entry, undefined), tokenId: token.id })) };
}

function made({ connectionId, email, userId }: UserEntry, granted: GrantedToken, now: number): TokenEntry {
  const at = new Date(now).toISOString();
  return {
    id: randomUUID(), connectionId, kind: 'user', label: email, origin: 'registration', madeAt: at, ...grantedParts(granted, now),
    ...(userId === undefined ? {} : { userId }),
    profiles: [],
    history: [{ at, kind: 'made', says: 'Granted for the registration code' }],
  };
}

function renewed(old: TokenEntry, granted: GrantedToken, now: number): TokenEntry {
  const { refresh: _refresh, previousRefresh: _previous, refusal: _refusal, refreshBegunAt: _begun, ...rest } = old;
  return withTokenEvent({ ...rest, ...grantedParts(granted, now) }, { at: new Date(now).toISOString(), kind: 'renewed', says: 'Granted anew for the registration code' });
}
