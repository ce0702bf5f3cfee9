import type { WiseClient } from './client.ts';
import type { WiseAnswer } from './exchange.ts';
import type { Secret } from './secret.ts';

/** The path that is called and that the signed `url` header must name. */
export const PLAYGROUND_JWS_PATH = '/v1/auth/jose/playground/jws';

/** What the playground puts before the message it sends back. */
export const PLAYGROUND_PREFIX = 'jose-playground-response-';

const JOSE = 'application/jose+json';

/** `POST /v1/auth/jose/playground/jws` with a compact JWS; answers one. Needs an application token. */
export async function postPlaygroundJws(client: WiseClient, token: Secret<string>, jws: string): Promise<WiseAnswer> {
  return client.send({
    method: 'POST',
    path: PLAYGROUND_JWS_PATH,
    authorization: { scheme: 'Bearer', token },
    headers: { 'Content-Type': JOSE, Accept: JOSE, 'X-TW-JOSE-Method': 'jws' },
    body: jws,
  });
}
