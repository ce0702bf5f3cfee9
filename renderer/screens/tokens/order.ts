import type { TokenKind, TokenSummary } from '../../../shared/model/tokens.ts';
import type { Sort } from '../../components/sort-button.tsx';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { KIND_NAMES, TOKEN_STATES } from './looks.ts';
import { isPressing } from './next-step.ts';
import { profileOf } from './words.ts';

/** Later than any date. */
const NEVER = 1e15;

const time = (iso: string | undefined, absent: number) => (iso === undefined ? absent : Date.parse(iso));

/** What needs somebody first, then what ends next; what has no end that is stated stands last. */
function needOrder(token: TokenSummary): number {
  return (isPressing(token) ? 0 : NEVER) + time(token.endsAt, NEVER);
}

const VALUES: Record<string, (token: TokenSummary) => string | number> = {
  label: (one) => one.label.toLowerCase(),
  connection: (one) => `${one.environment} ${one.connectionName}`.toLowerCase(),
  profile: (one) => profileOf(one)?.name.toLowerCase() ?? '',
  state: needOrder,
  ends: (one) => time(one.endsAt, NEVER),
  used: (one) => time(one.lastUsedAt, 0),
  refreshed: (one) => time(one.lastRefreshAt, 0),
};

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}

/** Tokens by a column, ties by id so that the order is the same each time. */
export function sortTokens(tokens: readonly TokenSummary[], sort: Sort): TokenSummary[] {
  const value = VALUES[sort.by] ?? needOrder;
  const sign = sort.down ? -1 : 1;
  // Each value is worked out once, not in every comparison.
  const valued = tokens.map((token) => ({ token, value: value(token) }));
  return valued.toSorted((a, b) => sign * compare(a.value, b.value) || compare(a.token.id, b.token.id)).map(({ token }) => token);
}

export type KindFilter = TokenKind | 'all';

export function filterTokens(tokens: readonly TokenSummary[], kind: KindFilter): readonly TokenSummary[] {
  return kind === 'all' ? tokens : tokens.filter((one) => one.kind === kind);
}

/** Tokens in which every word typed occurs: in label, kind, state, connection, environment, profiles or the tail. */
export function searchTokens(tokens: readonly TokenSummary[], text: string): readonly TokenSummary[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return tokens;
  return tokens.filter((one) => {
    const profiles = one.profiles.map(({ id, name }) => `${id} ${name}`).join(' ');
    const all = `${one.label} ${KIND_NAMES[one.kind]} ${TOKEN_STATES[one.state].word} ${one.connectionName} ${ENVIRONMENT_LOOKS[one.environment].name} ${profiles} ${one.tail ?? ''}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
