import { findConnection } from '../connections/resolve.ts';
import { newUserToken, renewedToken, withRenewed } from '../tokens/granted.ts';
import type { VaultBody } from '../vault/body.ts';
import type { GrantedToken } from '../wise/oauth.ts';
import { findUser, withSignedUp, withUser } from './entry.ts';

/** The body with a user's token: the old entry renewed in place, or a new one. `now` in milliseconds since the epoch. Throws `USER_NOT_FOUND`, `CONNECTION_NOT_FOUND`. */
export function withUserToken(body: VaultBody, id: string, granted: GrantedToken, now: number): { body: VaultBody; tokenId: string } {
  const { connectionId, email, userId, tokenId } = findUser(body, id);
  findConnection(body, connectionId);
  const old = body.tokens.find((one) => one.id === tokenId);
  const token = old
    ? renewedToken(old, { granted, now, says: 'Granted anew for the registration code' })
    : newUserToken({ connectionId, label: email, origin: 'registration', ...(userId === undefined ? {} : { userId }) }, { granted, now, says: 'Granted for the registration code' });
  const next = { ...body, tokens: withRenewed(body.tokens, old, token) };
  return { tokenId: token.id, body: withUser(next, id, (entry) => ({ ...withSignedUp(entry, undefined), tokenId: token.id })) };
}
