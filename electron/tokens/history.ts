import { PortcullisError } from '../../shared/errors.ts';
import type { TokenEvent } from '../../shared/model/tokens.ts';
import type { Services } from '../services.ts';
import { findToken } from './entry.ts';
import { applicationConnection } from './summary.ts';

export type HistoryDeps = Pick<Services, 'vault'> & { tokens: Pick<Services['tokens'], 'of'> };

/** What happened to a token, newest first. Throws `TOKEN_NOT_FOUND`. */
export function tokenHistory({ vault, tokens }: HistoryDeps, tokenId: string): TokenEvent[] {
  const connectionId = applicationConnection(tokenId);
  if (connectionId === undefined) return findToken(vault.read(), tokenId).history.toReversed();
  const token = tokens.of(connectionId);
  if (!token) throw new PortcullisError('TOKEN_NOT_FOUND');
  return [{ at: new Date(token.fetchedAt).toISOString(), kind: 'made', says: 'Fetched with client id and secret; kept in memory only' }];
}
