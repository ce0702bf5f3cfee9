import type { TokenSummary } from '../../../shared/model/tokens.ts';

const OVER: Partial<Record<TokenSummary['state'], string>> = { refused: 'refused by Wise', ended: 'ended', uncertain: 'uncertain' };

/** A token as a choice among others: "Ledger, user token …b7d2". */
export function tokenText({ label, kind, tail, state }: TokenSummary): string {
  const what = `${kind} token${tail === undefined ? '' : ` …${tail}`}`;
  const over = OVER[state];
  return [label, over ? `${what} (${over})` : what].filter(Boolean).join(', ');
}

/** The tokens that calls of a connection for a profile can carry: its own that are in the vault. */
export function tokensFor(tokens: readonly TokenSummary[], connectionId: string): TokenSummary[] {
  return tokens.filter((token) => token.connectionId === connectionId && token.kind !== 'application');
}
