import type { WiseClient } from './client.ts';
import type { WiseAnswer } from './exchange.ts';
import type { Secret } from './secret.ts';

/** `GET` with a bearer token, for JSON. Throws as `WiseClient.send`. */
export async function getJson(client: WiseClient, token: Secret<string>, path: string): Promise<WiseAnswer> {
  return client.send({ method: 'GET', path, authorization: { scheme: 'Bearer', token }, headers: { Accept: 'application/json' } });
}
