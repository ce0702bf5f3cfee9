import type { Migration } from '../../../shared/model/migrations.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { migrationTitle } from './words.ts';

/** Personal tokens that Wise still takes and that no migration under way or done is about. */
export function waitingTokens(tokens: readonly TokenSummary[], migrations: readonly Migration[]): TokenSummary[] {
  const moved = new Set(migrations.filter((one) => one.outcome !== 'given up').map((one) => one.tokenId));
  return tokens.filter((one) => one.kind === 'personal' && one.state !== 'refused' && !moved.has(one.id));
}

/** The one that is asked about first, the others as they were. */
export function tokenFirst<T>(list: readonly T[], isFirst: (one: T) => boolean): T[] {
  return list.toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
}

/** The state in a few words: the one that is under way, else how many tokens could go. */
export function beginTitle(migrations: readonly Migration[], tokens: readonly TokenSummary[]): string {
  const [first, ...more] = migrations.filter((one) => one.outcome === 'under way');
  if (first) return more.length > 0 ? `${more.length + 1} migrations are under way` : migrationTitle(first);
  const { length } = waitingTokens(tokens, migrations);
  if (length === 0) return 'No personal token here has to move';
  return length === 1 ? 'One personal token can move to OAuth' : `${length.toLocaleString('en')} personal tokens can move to OAuth`;
}
