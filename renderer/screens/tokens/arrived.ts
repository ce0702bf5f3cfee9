import type { ConsentView, TokenSummary } from '../../../shared/model/tokens.ts';

/** When something last happened to each token, by its id, as it was when waiting began. */
export type Before = ReadonlyMap<string, string>;

export function asTheyAre(tokens: readonly TokenSummary[]): Before {
  return new Map(tokens.map(({ id, lastEventAt }) => [id, lastEventAt]));
}

/** The token that came of a consent that is waited for no more: the one it was to renew, where something happened to it since, or a new one of its connection. Undefined where none came. */
export function arrivedToken({ connectionId, tokenId }: ConsentView, before: Before, tokens: readonly TokenSummary[]): TokenSummary | undefined {
  const renewed = tokens.find((one) => one.id === tokenId && one.lastEventAt !== before.get(one.id));
  return renewed ?? tokens.find((one) => one.connectionId === connectionId && one.origin === 'consent' && !before.has(one.id));
}
