import type { JoseMethod } from '../../shared/model/views.ts';
import type { WiseClient } from './client.ts';
import type { WiseAnswer } from './exchange.ts';
import type { Secret } from './secret.ts';

export type PlaygroundEndpoint = {
  http: 'GET' | 'POST';
  /** The path that is called and that the signed `url` header must name. */
  path: string;
  /** `X-TW-JOSE-Method`. */
  joseMethod: 'jws' | 'jwe' | 'jws+jwe';
};

/** Wise's playgrounds, one for each way of protecting a message. All need an application token. */
export const PLAYGROUNDS = {
  jws: { http: 'POST', path: '/v1/auth/jose/playground/jws', joseMethod: 'jws' },
  jwe: { http: 'POST', path: '/v1/auth/jose/playground/jwe', joseMethod: 'jwe' },
  'jwe-get': { http: 'GET', path: '/v1/auth/jose/playground/jwe', joseMethod: 'jwe' },
  'jwe-direct': { http: 'POST', path: '/v1/auth/jose/playground/jwe-direct-encryption', joseMethod: 'jwe' },
  'jws+jwe': { http: 'POST', path: '/v1/auth/jose/playground/jwsjwe', joseMethod: 'jws+jwe' },
} as const satisfies Record<JoseMethod, PlaygroundEndpoint>;

/** What the playground puts before the message it sends back. */
export const PLAYGROUND_PREFIX = 'jose-playground-response-';

export const JOSE_TYPE = 'application/jose+json';

/** The headers of a JOSE call, but for `Accept-Encoding: identity`, which every call has. */
export function joseHeaders({ joseMethod }: PlaygroundEndpoint): Record<string, string> {
  return { 'Content-Type': JOSE_TYPE, Accept: JOSE_TYPE, 'X-TW-JOSE-Method': joseMethod };
}

/** Calls a playground with a compact JWS or JWE, or with nothing where it is a `GET`. */
export async function callPlayground(client: WiseClient, token: Secret<string>, endpoint: PlaygroundEndpoint, body?: string): Promise<WiseAnswer> {
  const { http: method, path } = endpoint;
  return client.send({ method, path, authorization: { scheme: 'Bearer', token }, headers: joseHeaders(endpoint), ...(body === undefined ? {} : { body }) });
}
