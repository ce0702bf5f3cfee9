import { z } from 'zod';
import type { WiseClient } from './client.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import type { Secret } from './secret.ts';

type SignUp = { email: string; registrationCode: Secret<string>; language?: string | undefined };

const made = z.object({ id: z.number().int() });

/** `POST /v1/user/signup/registration_code` with an application token: `409` where there is a user of that address. */
export async function requestSignUp(client: WiseClient, token: Secret<string>, { email, registrationCode, language }: SignUp): Promise<WiseAnswer> {
  return client.send({
    method: 'POST',
    path: '/v1/user/signup/registration_code',
    authorization: { scheme: 'Bearer', token },
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ email, registrationCode: registrationCode.reveal(), language }),
    secrets: [registrationCode],
  });
}

/** Wise's number of the new user. Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readSignUp(answer: WiseAnswer): number {
  return readJsonAnswer(answer, made).id;
}
