import { z } from 'zod';
import type { WiseClient } from './client.ts';
import { assertOk, errorFromAnswer, readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { id, listed, looseText, readEach } from './lenient.ts';
import type { Secret } from './secret.ts';

/** A phone number of a user, for codes. */
export type WisePhone = { id: number; number: string; verified: boolean };

const phone = z.object({ id, phoneNumber: looseText, type: looseText, verified: z.boolean().nullish().catch(undefined) });
const JSON_HEADERS = { 'Content-Type': 'application/json', Accept: 'application/json' };
/** Longest number that is shown, in characters; E.164 has 15 digits. */
const LONGEST = 40;

/** `GET /v1/application/users/{userId}/phone-numbers`. All of these take an application token, and Wise's leave. */
export async function requestPhones(client: WiseClient, application: Secret<string>, userId: number): Promise<WiseAnswer> {
  return client.send({ method: 'GET', path: pathOf(userId), authorization: { scheme: 'Bearer', token: application }, headers: { Accept: 'application/json' } });
}

/** `POST …`: the first number of a user. With `phoneId`, `PUT …/{id}`: another one in its place. */
export async function requestPhoneSet(client: WiseClient, application: Secret<string>, userId: number, number: string, phoneId?: number): Promise<WiseAnswer> {
  const [method, path] = phoneId === undefined ? (['POST', pathOf(userId)] as const) : (['PUT', `${pathOf(userId)}/${phoneId}`] as const);
  return client.send({ method, path, authorization: { scheme: 'Bearer', token: application }, headers: JSON_HEADERS, body: JSON.stringify({ phoneNumber: number }) });
}

/** `DELETE …/{id}`: `204`. */
export async function requestPhoneRemoval(client: WiseClient, application: Secret<string>, userId: number, phoneId: number): Promise<WiseAnswer> {
  return client.send({ method: 'DELETE', path: `${pathOf(userId)}/${phoneId}`, authorization: { scheme: 'Bearer', token: application }, headers: { Accept: 'application/json' } });
}

/** The number in use, null where there is none. Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readPhones(answer: WiseAnswer): WisePhone | null {
  if (answer.status === 204 || answer.status === 404) return null;
  const { read, unread } = readEach(readJsonAnswer(answer, listed), phone);
  if (unread > 0 && read.length === 0) throw errorFromAnswer(answer, 'WISE_ANSWER_INVALID');
  const chosen = read.find(({ type }) => type?.toUpperCase() === 'PRIMARY') ?? read[0];
  return chosen ? phoneOf(chosen, '') : null;
}

/** The number as it was set to; undefined where the answer does not tell its id. Throws `SCA_PHONE_TAKEN`, `SCA_ENROLLED_ALREADY`, or the answer's typed error. */
export function readPhoneSet(answer: WiseAnswer, number: string): WisePhone | undefined {
  if (answer.status === 409) throw errorFromAnswer(answer, 'SCA_ENROLLED_ALREADY');
  if (answer.status === 422) throw errorFromAnswer(answer, 'SCA_PHONE_TAKEN');
  assertOk(answer);
  if (answer.body.reveal().trim() === '') return undefined;
  return phoneOf(readJsonAnswer(answer, phone), number);
}

function phoneOf({ phoneNumber, verified, ...rest }: z.infer<typeof phone>, number: string): WisePhone {
  return { id: rest.id, number: (phoneNumber || number).slice(0, LONGEST), verified: verified ?? true };
}

function pathOf(userId: number): string {
  return `/v1/application/users/${userId}/phone-numbers`;
}
