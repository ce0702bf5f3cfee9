import { PortcullisError } from '../../shared/errors.ts';
import type { ErrorDetails } from '../../shared/ipc/result.ts';
import type { TokenEntry } from '../vault/body.ts';
import { duration } from './duration.ts';
import { dueAt, withTokenEvent } from './entry.ts';

/** What Wise granted for a refresh token, `used`, at `at` (ISO 8601). */
export type Refreshed = { parts: Pick<TokenEntry, 'access' | 'refresh'>; used: string; at: string };

/** It has something to be refreshed with. */
export function isRefreshable({ kind, refresh }: Pick<TokenEntry, 'kind' | 'refresh'>): boolean {
  return kind === 'user' && refresh !== undefined;
}

/** Should be refreshed before its next use: near its end, or nobody knows what became of the last refresh. */
export function isDue(entry: TokenEntry, now: number): boolean {
  return now >= dueAt(entry) || entry.refreshBegunAt !== undefined;
}

/** Its access token has not ended, by this machine's clock. */
export function isAlive({ access }: Pick<TokenEntry, 'access'>, now: number): boolean {
  return access !== undefined && (access.endsAt === undefined || now < Date.parse(access.endsAt));
}

/** A refresh is about to be sent. One whose answer never came keeps its time. */
export function withRefreshBegun(entry: TokenEntry, at: string): TokenEntry {
  return entry.refreshBegunAt === undefined ? { ...entry, refreshBegunAt: at } : entry;
}

/** Wise did nothing with it. */
export function withRefreshUndone(entry: TokenEntry): TokenEntry {
  const { refreshBegunAt: _, ...rest } = entry;
  return rest;
}

/** The new pair, and the old refresh token until the new one has worked. Where another pair took its place meanwhile, as by a new consent, nothing changes. */
export function withRefreshed(entry: TokenEntry, { parts, used, at }: Refreshed): TokenEntry {
  if (used !== entry.refresh?.value && used !== entry.previousRefresh) return entry;
  const { refreshBegunAt: _begun, refusal: _refusal, previousRefresh: _previous, ...kept } = entry;
  // RFC 6749, 6: without a new refresh token the old one goes on.
  const refresh = parts.refresh ?? (used === entry.refresh?.value ? entry.refresh : { value: used });
  const lasts = parts.access?.endsAt === undefined ? '' : ` for ${duration(Date.parse(parts.access.endsAt) - Date.parse(at))}`;
  return withTokenEvent(
    { ...kept, ...parts, refresh, lastRefreshAt: at, ...(refresh.value === used ? {} : { previousRefresh: used }) },
    { at, kind: 'refreshed', says: `A new access token${lasts}.` },
  );
}

/** Wise takes the refresh token no more. After an answer that never came `refreshBegunAt` stays, for that is the likely reason. */
export function withRefreshRefused(entry: TokenEntry, at: string, { status, traceId, wiseCode }: ErrorDetails): TokenEntry {
  const refusal = { at, ...(status === undefined ? {} : { status }), ...(traceId === undefined ? {} : { traceId }), ...(wiseCode === undefined ? {} : { wiseCode }) };
  const trace = traceId === undefined ? '' : `, trace ${traceId}`;
  return withTokenEvent({ ...entry, refusal }, { at, kind: 'refused', says: `Wise answered ${status ?? 'no'}${wiseCode === undefined ? '' : ` ${wiseCode}`}${trace}.` });
}

/** Wise takes it after all. */
export function withoutRefusal(entry: TokenEntry): TokenEntry {
  const { refusal: _, ...rest } = entry;
  return rest;
}

/** The refresh was sent, and its answer never came. */
export function withAnswerLost(entry: TokenEntry, at: string, reason: string): TokenEntry {
  return withTokenEvent(entry, { at, kind: 'answer-lost', says: `A refresh was sent, and its answer never came (${reason}).` });
}

/** Why it is not refreshed by itself any more; undefined when Wise has not refused it. */
export function refusalError({ refusal, refreshBegunAt }: Pick<TokenEntry, 'refusal' | 'refreshBegunAt'>): PortcullisError | undefined {
  if (!refusal) return undefined;
  const { at: _, ...said } = refusal;
  const details = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return new PortcullisError(refreshBegunAt === undefined ? 'TOKEN_REFUSED' : 'TOKEN_ANSWER_LOST', details);
}
