import { z } from 'zod';
import type { WiseClient } from './client.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { Secret } from './secret.ts';

const made = z.object({ claimAccountCode: z.string().min(1) });

/** `POST /v1/user/claim-account` with the user's token. */
export async function requestClaimCode(client: WiseClient, token: Secret<string>, registrationCode: Secret<string>): Promise<WiseAnswer> {
  return client.send({
    method: 'POST',
    path: '/v1/user/claim-account',
    authorization: { scheme: 'Bearer', token },
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ registrationCode: registrationCode.reveal() }),
    secrets: [registrationCode],
  });
}

/** The code with which the person takes the account over; short-lived. Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readClaimCode(answer: WiseAnswer): Secret<string> {
  return new Secret(readJsonAnswer(answer, made).claimAccountCode);
}
