import type { TokenSummary } from '../../shared/model/tokens.ts';
import type { Services } from '../services.ts';
import type { ConnectionEntry } from '../vault/body.ts';
import { summarizeApplicationToken, summarizeToken } from './summary.ts';

export type ListDeps = Pick<Services, 'vault' | 'now'> & { tokens: Pick<Services['tokens'], 'of'>; userTokens: Pick<Services['userTokens'], 'lastUsedAt' | 'isRefreshing'> };

/** Of all connections, in the order in which those were made: the application token in memory, then those of the vault, the newest first. */
export function listTokens({ vault, tokens, userTokens, now }: ListDeps): TokenSummary[] {
  const body = vault.read();
  const ofConnection = (connection: ConnectionEntry): TokenSummary[] => {
    const application = tokens.of(connection.id);
    const kept = body.tokens.filter(({ connectionId }) => connectionId === connection.id).toReversed();
    return [
      ...(application ? [summarizeApplicationToken(application, connection, now())] : []),
      ...kept.map((entry) => summarizeToken(entry, connection, { now: now(), isRefreshing: userTokens.isRefreshing(entry.id), lastUsedAt: userTokens.lastUsedAt(entry) })),
    ];
  };
  return body.connections.flatMap(ofConnection);
}
