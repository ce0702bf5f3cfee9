import { toWireError } from '../../shared/errors.ts';
import type { TokenSummary } from '../../shared/model/tokens.ts';
import type { ConnectionEntry, TokenEntry } from '../vault/body.ts';
import { RENEW_BEFORE_MS, type Token } from './client-credentials.ts';
import { canRefresh, problemOf, replaceAtOf, stateOf } from './state.ts';
import { tailOf } from './tail.ts';

const APPLICATION = 'application-';

export type SummaryOptions = {
  /** Milliseconds since the epoch. */
  now: number;
  /** Its refresh is under way here. */
  isRefreshing?: boolean;
  /** A use that is not saved yet (ISO 8601). */
  lastUsedAt?: string | undefined;
};

/** A token of the vault as screens see it: of the token itself the last four characters. */
export function summarizeToken(entry: TokenEntry, connection: ConnectionEntry, { now, isRefreshing = false, lastUsedAt = entry.lastUsedAt }: SummaryOptions): TokenSummary {
  const { id, kind, label, origin, madeAt, access, refresh, lastRefreshAt, lastTestedAt, userId, profileId, profiles, replaceAfterDays } = entry;
  const state = stateOf(entry, now, isRefreshing);
  const [problem, replaceAt] = [problemOf(entry, state), replaceAtOf(entry)];
  return {
    id, kind, label, state, origin, madeAt, profiles,
    ...placeOf(connection),
    ...(access === undefined ? {} : { tail: tailOf(access.value) }),
    ...(access?.endsAt === undefined ? {} : { endsAt: access.endsAt }),
    ...(refresh?.endsAt === undefined ? {} : { refreshEndsAt: refresh.endsAt }),
    canRefresh: canRefresh(entry, now),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    ...(lastRefreshAt === undefined ? {} : { lastRefreshAt }),
    ...(lastTestedAt === undefined ? {} : { lastTestedAt }),
    ...(userId === undefined ? {} : { userId }),
    ...(profileId === undefined ? {} : { profileId }),
    ...(replaceAfterDays === undefined ? {} : { replaceAfterDays }),
    ...(replaceAt === undefined ? {} : { replaceAt }),
    isInUse: connection.userTokenId === id,
    ...(problem === undefined ? {} : { problem: toWireError(problem) }),
    lastEventAt: entry.history.at(-1)?.at ?? madeAt,
  };
}

/** An application token in memory. It renews itself, so there is nothing to refresh. */
export function summarizeApplicationToken({ value, fetchedAt, expiresAt }: Token, connection: ConnectionEntry, now: number): TokenSummary {
  const madeAt = new Date(fetchedAt).toISOString();
  return {
    id: `${APPLICATION}${connection.id}`,
    kind: 'application',
    label: 'Application token',
    ...placeOf(connection),
    tail: tailOf(value.reveal()),
    state: expiresAt - RENEW_BEFORE_MS <= now ? 'due' : 'live',
    origin: 'client-credentials',
    madeAt,
    endsAt: new Date(expiresAt).toISOString(),
    canRefresh: false,
    profiles: [],
    isInUse: false,
    lastEventAt: madeAt,
  };
}

/** The connection whose application token this id names. */
export function applicationConnection(tokenId: string): string | undefined {
  return tokenId.startsWith(APPLICATION) ? tokenId.slice(APPLICATION.length) : undefined;
}

function placeOf({ id, name, environment }: ConnectionEntry): Pick<TokenSummary, 'connectionId' | 'connectionName' | 'environment'> {
  return { connectionId: id, connectionName: name, environment };
}
