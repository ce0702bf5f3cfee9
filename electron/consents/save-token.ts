import { findConnection } from '../connections/resolve.ts';
import { type Grant, newUserToken, renewedToken, withRenewed } from '../tokens/granted.ts';
import type { ConnectionEntry, ConsentEntry, TokenEntry, VaultBody } from '../vault/body.ts';
import type { GrantedToken } from '../wise/oauth.ts';
import { findConsent } from './entry.ts';

export type Granted = { granted: GrantedToken; profileId?: number | undefined };

/**
 * The body with the token of a consent, which is over with that: the old entry renewed in place, or a new one.
 * A connection without a user token takes it as its own. `now` in milliseconds since the epoch. Throws `CONSENT_NOT_FOUND`.
 */
export function withGranted(body: VaultBody, consentId: string, { granted, profileId }: Granted, now: number): { body: VaultBody; tokenId: string } {
  const consent = findConsent(body, consentId);
  const connection = findConnection(body, consent.connectionId);
  const old = body.tokens.find(({ id, kind, connectionId }) => id === consent.tokenId && kind === 'user' && connectionId === consent.connectionId);
  const token = old ? renewed(old, profileId, { granted, now }) : made(consent, profileId, { granted, now });
  const own = withOwnToken(connection, token, body);
  return {
    tokenId: token.id,
    body: {
      ...body,
      tokens: withRenewed(body.tokens, old, token),
      consents: body.consents.filter((one) => one !== consent),
      connections: body.connections.map((one) => (one === connection ? own : one)),
    },
  };
}

function made({ connectionId, label }: ConsentEntry, profileId: number | undefined, grant: Pick<Grant, 'granted' | 'now'>): TokenEntry {
  const profile = profileId === undefined ? {} : { profileId };
  return newUserToken({ connectionId, label, origin: 'consent', ...profile }, { ...grant, says: 'Granted on Wise’s consent page' });
}

/** What was known of the old token says nothing of the new one: another person may have given consent. */
function renewed(old: TokenEntry, profileId: number | undefined, grant: Pick<Grant, 'granted' | 'now'>): TokenEntry {
  const { userId: _user, profileId: before, ...rest } = renewedToken(old, { ...grant, says: 'Granted anew on Wise’s consent page' });
  const profile = profileId ?? before;
  return { ...rest, profiles: [], ...(profile === undefined ? {} : { profileId: profile }) };
}

function withOwnToken(connection: ConnectionEntry, { id, profileId }: TokenEntry, { tokens }: VaultBody): ConnectionEntry {
  if (tokens.some((one) => one.id === connection.userTokenId) && connection.userTokenId !== id) return connection;
  const profile = connection.profileId ?? profileId;
  return { ...connection, userTokenId: id, ...(profile === undefined ? {} : { profileId: profile }) };
}
