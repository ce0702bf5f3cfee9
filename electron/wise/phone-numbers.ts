import { z } from 'zod';
import type { WiseClient } from './client.ts';
import { errorFromAnswer, readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import type { Secret } from './secret.ts';

/** A phone number of a user, for codes. */
export type WisePhone = { id: number; number: string; verified: boolean };

const phone = z.object({ id: z.number().int(), phoneNumber: z.string().nullish(), type: z.string().nullish(), verified: z.boolean().nullish() });
const JSON_HEADERS = { 'Content-Type': 'application/json', Accept: 'application/json' };
/** Longest number that is shown, in characters; E.164 has 15 digits. */
const LONGEST = 40;

/** `GET /v1/application/users/{userId}/phone-numbers`. All of these take an application token, and Wise's leave. */
export async function requestPhones(client: WiseClient, application: Secret<string>, userId: number): Promise<WiseAnswer> {
  return client.send({ method: 'GET', path: pathOf(userId), authorization: { scheme: 'Bearer', token: application }, headers: { Accept: 'application/json' } });
}

/** `POST …`: the first number of a user. With `id`, `PUT …/{id}`: another one in its place. */
export async function requestPhoneSet(client: WiseClient, application: Secret<string>, userId: number, number: string, id?: number): Promise<WiseAnswer> {
  const [method, path] = id === undefined ? (['POST', pathOf(userId)] as const) : (['PUT', `${pathOf(userId)}/${id}`] as const);
  return client.send({ method, path, authorization: { scheme: 'Bearer', token: application }, headers: JSON_HEADERS, body: JSON.stringify({ phoneNumber: number }) });
}

/** `DELETE …/{id}`: `204`. */
export async function requestPhoneRemoval(client: WiseClient, application: Secret<string>, userId: number, id: number): Promise<WiseAnswer> {
  return client.send({ method: 'DELETE', path: `${pathOf(userId)}/${id}`, authorization: { scheme: 'Bearer', token: application }, headers: { Accept: 'application/json' } });
}

/** The number in use, null where there is none. Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readPhones(answer: WiseAnswer): WisePhone | null {
  const listed = readJsonAnswer(answer, z.array(phone));
  const chosen = listed.find(({ type }) => type?.toUpperCase() === 'PRIMARY') ?? listed[0];
  return chosen ? phoneOf(chosen, '') : null;
}

/** The number as it was set to; what the answer leaves out is as it was sent. Throws `SCA_PHONE_TAKEN`, `SCA_ENROLLED_ALREADY`, the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readPhoneSet(answer: WiseAnswer, number: string): WisePhone {
  if (answer.status === 409) throw errorFromAnswer(answer, 'SCA_ENROLLED_ALREADY');
  if (answer.status === 422) throw errorFromAnswer(answer, 'SCA_PHONE_TAKEN');
  return phoneOf(readJsonAnswer(answer, phone), number);
}

function phoneOf({ id, phoneNumber, verified }: z.infer<typeof phone>, number: string): WisePhone {
  return { id, number: (phoneNumber || number).slice(0, LONGEST), verified: verified ?? true };
}

function pathOf(userId: number): string {
  return `/v1/application/users/${userId}/phone-numbers`;
}
