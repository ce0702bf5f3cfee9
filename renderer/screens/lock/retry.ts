import type { ApiError } from '../../api.ts';
import { useNow } from '../../lib/use-now.ts';

/** Whole seconds until the next try is taken; 0 when it is free. `retryAt` is ISO 8601. */
export function secondsLeft(retryAt: string | undefined, now: number): number {
  return retryAt === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(retryAt) - now) / 1000));
}

/** Counts the wait after wrong tries down. */
export function useRetryWait(retryAt: string | undefined): number {
  const now = useNow(retryAt === undefined ? 60_000 : 250);
  return secondsLeft(retryAt, now);
}

/** A wait is told by the countdown, not as an error. */
export function isWait(error: ApiError | null): boolean {
  return error?.code === 'VAULT_WAIT';
}
