import { z } from 'zod';
import type { WiseLink } from './clients.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { Secret } from './secret.ts';

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  /** Seconds. */
  expires_in: z.number().positive(),
});

export type AccessToken = {
  value: Secret<string>;
  /** Seconds from the moment of the answer. */
  expiresIn: number;
};

/** `POST /oauth/token` with `grant_type=client_credentials` (RFC 6749, 4.4): an application token, without a refresh token. */
export async function requestClientCredentialsToken({ client, target }: WiseLink): Promise<WiseAnswer> {
  return client.send({
    method: 'POST',
    path: '/oauth/token',
    authorization: { scheme: 'Basic', id: target.clientId, secret: target.clientSecret },
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams({ grant_type: 'client_credentials' }).toString(),
  });
}

/** Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readAccessToken(answer: WiseAnswer): AccessToken {
  const { access_token, expires_in } = readJsonAnswer(answer, tokenAnswer);
  return { value: new Secret(access_token), expiresIn: expires_in };
}
