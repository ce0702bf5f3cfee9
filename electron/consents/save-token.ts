import { randomUUID } from 'node:crypto';
import { findConnection } from '../connections/resolve.ts';
import { grantedParts, withTokenEvent } from '../tokens/entry.ts';
import { labelOr } from '../tokens/label.ts';
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
  const parts = grantedParts(granted, now);
  const token = old ? renewed(old, parts, profileId, now) : made(consent, parts, profileId, now);
  const own = withOwnToken(connection, token, body);
  return {
    tokenId: token.id,
    body: {
      ...body,
      tokens: old ? body.tokens.map((one) => (one === old ? token : one)) : [...body.tokens, token],
      consents: body.consents.filter((one) => one !== consent),
      connections: body.connections.map((one) => (one === connection ? own : one)),
    },
  };
}

type Parts = ReturnType<typeof grantedParts>;

function made({ connectionId, label }: ConsentEntry, parts: Parts, profileId: number | undefined, now: number): TokenEntry {
  const at = new Date(now).toISOString();
  return {
    id: randomUUID(), connectionId, kind: 'user', label: labelOr(label, 'user', at), origin: 'consent', madeAt: at, ...parts,
    ...(profileId === undefined ? {} : { profileId }),
    profiles: [],
    history: [{ at, kind: 'made', says: 'Granted on Wise’s consent page' }],
  };
}

/** What was known of the old token says nothing of the new one: another person may have given consent. */
function renewed(old: TokenEntry, parts: Parts, profileId: number | undefined, now: number): TokenEntry {
  const { refresh: _refresh, previousRefresh: _previous, refusal: _refusal, refreshBegunAt: _begun, userId: _user, profileId: before, ...rest } = old;
  const profile = profileId ?? before;
  const entry: TokenEntry = { ...rest, ...parts, profiles: [], ...(profile === undefined ? {} : { profileId: profile }) };
  return withTokenEvent(entry, { at: new Date(now).toISOString(), kind: 'renewed', says: 'Granted anew on Wise’s consent page' });
}

function withOwnToken(connection: ConnectionEntry, { id, profileId }: TokenEntry, { tokens }: VaultBody): ConnectionEntry {
  if (tokens.some((one) => one.id === connection.userTokenId) && connection.userTokenId !== id) return connection;
  const profile = connection.profileId ?? profileId;
  return { ...connection, userTokenId: id, ...(profile === undefined ? {} : { profileId: profile }) };
}
