import { useQueries, useQuery } from '@tanstack/react-query';
import type { ChainHealth } from '../../../shared/model/views.ts';
import { call, client, type ApiError } from '../../api.ts';
import { withLinksBeyond } from './chain-from-run.ts';

const key = (id: string) => ['connections.check', { id }] as const;

/** Kept until the lock, also while no screen shows it. */
const gcTime = Infinity;

const check = (id: string) => ({ queryKey: key(id), queryFn: () => call('connections.check', { id }), gcTime });

/**
 * The health of the chain to Wise over a connection. It is asked for on demand, for each check uses credentials;
 * `refetch` checks again.
 */
export function useCheck(id: string) {
  return useQuery<ChainHealth, ApiError>({ ...check(id), enabled: false });
}

/** The healths of several connections as last checked, by id; those not checked since the vault was opened are not in it. */
export function useHealths(ids: readonly string[]): ReadonlyMap<string, ChainHealth> {
  const found = useQueries({ queries: ids.map((id) => ({ ...check(id), enabled: false })) });
  return new Map(ids.flatMap((id, index) => (found[index]?.data ? [[id, found[index].data] as const] : [])));
}

/** Takes a health that something else has shown, such as a verified call. */
export function noteHealth(id: string, health: ChainHealth): void {
  client.setQueryData<ChainHealth>(key(id), (before) => withLinksBeyond(health, before));
}

/** Checks a connection that was just made or picked. */
export function checkSoon(id: string): void {
  void client.prefetchQuery({ ...check(id), staleTime: 0 });
}
