import { toPortcullisError, type ErrorCode, type PortcullisError } from '../../shared/errors.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import type { WiseClient } from '../wise/client.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import type { Secret } from '../wise/secret.ts';

/** Sends with the connection's token for what belongs to a profile. Throws as `UserTokens.forConnection`. */
export type Ask = (request: (client: WiseClient, token: Secret<string>) => Promise<WiseAnswer>) => Promise<WiseAnswer>;

/** Throws the errors of `resolveConnection`. */
export async function askerOf(services: Services, connectionId: string): Promise<Ask> {
  const link = await linkTo(services, connectionId);
  return async (request) => (await services.userTokens.forConnection(link, (token) => request(link.client, token))).answer;
}

/** Nothing more is asked after these. */
const ENDS: ReadonlySet<ErrorCode> = new Set(['CANCELLED', 'VAULT_LOCKED']);

/** What was asked for, or why it was not to be had; what ends everything is thrown. */
export async function attempt<T>(work: () => Promise<T>): Promise<{ value: T } | { error: PortcullisError }> {
  try {
    return { value: await work() };
  } catch (thrown) {
    const error = toPortcullisError(thrown);
    if (ENDS.has(error.code)) throw error;
    return { error };
  }
}
