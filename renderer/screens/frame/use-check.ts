import { useQuery } from '@tanstack/react-query';
import type { ChainHealth } from '../../../shared/model/views.ts';
import { call, client, type ApiError } from '../../api.ts';

const key = (id: string) => ['connections.check', { id }] as const;

/**
 * The health of the chain to Wise over a connection. It is asked for on demand, for each check uses credentials;
 * `refetch` checks again.
 */
export function useCheck(id: string) {
  return useQuery<ChainHealth, ApiError>({ queryKey: key(id), queryFn: () => call('connections.check', { id }), enabled: false });
}

/** Takes a health that something else has shown, such as a verified call. */
export function noteHealth(id: string, health: ChainHealth): void {
  client.setQueryData(key(id), health);
}

/** Checks a connection that was just made or picked. */
export function checkSoon(id: string): void {
  void client.prefetchQuery({ queryKey: key(id), queryFn: () => call('connections.check', { id }), staleTime: 0 });
}
