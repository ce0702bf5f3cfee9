import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import { findToken, tokenName } from '../tokens/entry.ts';
import type { ConnectionEntry, TokenEntry } from '../vault/body.ts';
import { summarize, type ConnectionDeps } from './connections.ts';
import { findConnection } from './resolve.ts';

/** From now on calls for a profile carry this token; null: none. A switch to what it has changes nothing. Throws `CONNECTION_NOT_FOUND`, `TOKEN_NOT_FOUND`, `TOKEN_OTHER_CONNECTION`. */
export async function setUserToken({ vault, audit, sandbox }: ConnectionDeps, { connectionId, tokenId }: Parsed<'connections.setUserToken'>): Promise<Output<'connections.setUserToken'>> {
  let before: ConnectionEntry | undefined;
  let token: TokenEntry | undefined;
  const body = await vault.update((now) => {
    before = findConnection(now, connectionId);
    token = tokenId === null ? undefined : findToken(now, tokenId);
    if (token && token.connectionId !== connectionId) throw new PortcullisError('TOKEN_OTHER_CONNECTION');
    const entry = switched(before, token);
    return entry === before ? now : { ...now, connections: now.connections.map((one) => (one === before ? entry : one)) };
  });
  const entry = findConnection(body, connectionId);
  if (entry !== before) await audit({ kind: 'connection.user-token-switched', outcome: 'ok', subject: entry.name, says: token ? tokenName(token) : 'none' });
  return summarize(entry, body, sandbox);
}

function switched(before: ConnectionEntry, token: TokenEntry | undefined): ConnectionEntry {
  if (before.userTokenId === token?.id) return before;
  const { userTokenId: _, ...rest } = before;
  if (!token) return rest;
  const profileId = before.profileId ?? onlyProfile(token);
  return { ...rest, userTokenId: token.id, ...(profileId === undefined ? {} : { profileId }) };
}

/** The profile that the person picked at consent, or the one there is. */
function onlyProfile({ profileId, profiles }: TokenEntry): number | undefined {
  return profileId ?? (profiles.length === 1 ? profiles[0]?.id : undefined);
}
