import { PortcullisError } from '../../shared/errors.ts';
import { DAY_MS } from '../../shared/days.ts';
import type { TokenState } from '../../shared/model/tokens.ts';
import type { TokenEntry } from '../vault/body.ts';
import { dueAt } from './entry.ts';
import { refusalError } from './refresh-entry.ts';

/** Where a token of the vault stands. `now` in milliseconds since the epoch; `isRefreshing`: its refresh is under way here, so that nothing is uncertain yet. */
export function stateOf(entry: TokenEntry, now: number, isRefreshing = false): TokenState {
  if (entry.refusal) return 'refused';
  if (entry.refreshBegunAt !== undefined && !isRefreshing) return 'uncertain';
  if (!canRefresh(entry, now)) {
    if (isOver(entry.access?.endsAt, now)) return 'ended';
    return isOver(replaceAtOf(entry), now) ? 'replace' : 'live';
  }
  return dueAt(entry) <= now ? 'due' : 'live';
}

/** It has a refresh token that has not ended. */
export function canRefresh({ refresh }: Pick<TokenEntry, 'refresh'>, now: number): boolean {
  return refresh !== undefined && !isOver(refresh.endsAt, now);
}

/** When the person wanted a personal token replaced (ISO 8601). */
export function replaceAtOf({ kind, madeAt, replaceAfterDays }: Pick<TokenEntry, 'kind' | 'madeAt' | 'replaceAfterDays'>): string | undefined {
  if (kind !== 'personal' || replaceAfterDays === undefined) return undefined;
  return new Date(Date.parse(madeAt) + replaceAfterDays * DAY_MS).toISOString();
}

/** Why Wise takes it no more, or what became uncertain. */
export function problemOf(entry: Pick<TokenEntry, 'refusal' | 'refreshBegunAt'>, state: TokenState): PortcullisError | undefined {
  if (state === 'refused') return refusalError(entry);
  if (state === 'uncertain') return new PortcullisError('TOKEN_ANSWER_LOST');
  return state === 'ended' ? new PortcullisError('TOKEN_ENDED') : undefined;
}

function isOver(instant: string | undefined, now: number): boolean {
  return instant !== undefined && Date.parse(instant) <= now;
}
