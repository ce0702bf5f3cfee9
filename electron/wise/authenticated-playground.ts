import type { WiseClient } from './client.ts';
import type { WiseAnswer } from './exchange.ts';
import type { Secret } from './secret.ts';

/** Answers any caller whose token is good; on the mTLS host, only one with a client certificate. */
export const AUTHENTICATED_PLAYGROUND = '/v1/authenticated/playground';

/** `GET /v1/authenticated/playground` with an application token. What it answers is not documented: the status is what counts. */
export async function callAuthenticatedPlayground(client: WiseClient, token: Secret<string>): Promise<WiseAnswer> {
  return client.send({ method: 'GET', path: AUTHENTICATED_PLAYGROUND, authorization: { scheme: 'Bearer', token }, headers: { Accept: 'application/json' } });
}
