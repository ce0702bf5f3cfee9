import { z } from 'zod';
import type { WiseLink } from './clients.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { Secret } from './secret.ts';

/** A hundred years. What a server says for "never" must still make a date. */
const LONGEST_LIFE_SECONDS = 100 * 365 * 86_400;
const lifeInSeconds = z.coerce.number().positive().transform((given) => Math.min(given, LONGEST_LIFE_SECONDS));

/** What Wise states for access tokens: twelve hours. */
const STATED_LIFE_SECONDS = 43_199;

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: lifeInSeconds,
});

/** Once it is there, what it replaces has ended: a pair is not given up for what else its answer lacks, or says without sense. */
const userTokenAnswer = tokenAnswer.extend({
  token_type: tokenAnswer.shape.token_type.nullish(),
  // RFC 6749, 5.1: it may be left out where it is documented.
  expires_in: lifeInSeconds.catch(STATED_LIFE_SECONDS),
  refresh_token: z.string().nullish(),
  refresh_token_expires_in: lifeInSeconds.nullish().catch(undefined),
});

export type AccessToken = {
  value: Secret<string>;
  /** Seconds from the moment of the answer. */
  expiresIn: number;
};

/** A user token. `expiresIn` in seconds from the moment of the answer. */
export type GrantedToken = AccessToken & { refresh?: { value: Secret<string>; expiresIn?: number } };

/** The grants of `POST /oauth/token`, with the form fields that each adds (RFC 6749, 4.1.3, 4.4.2 and 6, and Wise's own). */
export type Grant =
  | { grant_type: 'client_credentials' }
  | { grant_type: 'authorization_code'; code: Secret<string>; redirect_uri: string }
  | { grant_type: 'registration_code'; email: string; registration_code: Secret<string> }
  | { grant_type: 'refresh_token'; refresh_token: Secret<string> };

/** Those to which Wise wants the client id in the form too. */
const WITH_CLIENT_ID: ReadonlySet<Grant['grant_type']> = new Set(['authorization_code', 'registration_code']);

/** `POST /oauth/token`, form-encoded, with HTTP Basic. What the form holds is kept out of what is shown of the answer. */
export async function requestToken({ client, target }: WiseLink, grant: Grant): Promise<WiseAnswer> {
  const secrets = Object.values(grant).filter((value) => value instanceof Secret);
  const fields = Object.entries(grant).map(([name, value]): [string, string] => [name, value instanceof Secret ? value.reveal() : value]);
  const body = new URLSearchParams(WITH_CLIENT_ID.has(grant.grant_type) ? [...fields, ['client_id', target.clientId]] : fields).toString();
  return client.send({
    method: 'POST',
    path: '/oauth/token',
    authorization: { scheme: 'Basic', id: target.clientId, secret: target.clientSecret },
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body,
    secrets,
  });
}

/** An application token, without a refresh token (RFC 6749, 4.4.3). Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readAccessToken(answer: WiseAnswer): AccessToken {
  const { access_token, expires_in } = readJsonAnswer(answer, tokenAnswer);
  return { value: new Secret(access_token), expiresIn: expires_in };
}

/** A user token. Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readGrantedToken(answer: WiseAnswer): GrantedToken {
  const { access_token, expires_in, refresh_token, refresh_token_expires_in } = readJsonAnswer(answer, userTokenAnswer);
  return {
    value: new Secret(access_token),
    expiresIn: expires_in,
    ...(refresh_token ? { refresh: { value: new Secret(refresh_token), ...(refresh_token_expires_in ? { expiresIn: refresh_token_expires_in } : {}) } } : {}),
  };
}
