import { z } from 'zod';
import type { ChallengeType, PhoneChallenge } from '../../shared/model/approvals.ts';
import type { WiseClient } from './client.ts';
import { assertOk, parseJson, readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { JOSE_TYPE } from './jose-playground.ts';
import { looseId, looseNumber, looseText, shortText } from './lenient.ts';
import { Secret } from './secret.ts';

/** `usesDeprecated`: the older paths, which Wise still takes. */
export type OneTimeToken = { token: Secret<string>; profileId: number; usesDeprecated: boolean };
export type EncryptedWay = Extract<ChallengeType, 'PIN' | 'PARTNER_DEVICE_FINGERPRINT'>;
export type PlainWay = Exclude<ChallengeType, EncryptedWay>;

const STATUS_PATHS = { current: '/v1/one-time-token/status', deprecated: '/v1/identity/one-time-token/status' } as const;

type Paths = { current: (profileId: number) => string; deprecated: string };
const OF_PHONE = (name: string): Paths => ({ current: () => `/v1/one-time-token/${name}/verify`, deprecated: `/v1/one-time-token/${name}/verify` });
const VERIFY_PATHS: Readonly<Record<ChallengeType, Paths>> = {
  PIN: { current: (profileId) => `/v2/profiles/${profileId}/pin/verify`, deprecated: '/v1/one-time-token/pin/verify' },
  PARTNER_DEVICE_FINGERPRINT: { current: (profileId) => `/v2/profiles/${profileId}/device-fingerprints/verify`, deprecated: '/v1/one-time-token/partner-device-fingerprint/verify' },
  FACE_MAP: { current: (profileId) => `/v2/profiles/${profileId}/facemaps/verify`, deprecated: '/v1/one-time-token/facemap/verify' },
  SMS: OF_PHONE('sms'),
  WHATSAPP: OF_PHONE('whatsapp'),
  VOICE: OF_PHONE('voice'),
};

/** Headers of a call whose body, and whose answer, is a JWE with direct encryption. */
export const SEALED_HEADERS: Readonly<Record<string, string>> = { 'Content-Type': JOSE_TYPE, Accept: JOSE_TYPE, 'X-TW-JOSE-Method': 'jwe', 'Content-Encoding': 'identity' };
const JSON_HEADERS = { 'Content-Type': 'application/json', Accept: 'application/json' };

/** The member that holds the proof, in the body of both enrolment and verification. */
export const MEMBERS: Readonly<Record<ChallengeType, string>> = {
  PIN: 'pin', PARTNER_DEVICE_FINGERPRINT: 'deviceFingerprint', FACE_MAP: 'faceMap', SMS: 'otpCode', WHATSAPP: 'otpCode', VOICE: 'otpCode',
};

const FLAGS: ReadonlyMap<string, boolean> = new Map([['true', true], ['false', false]]);

/** What Wise tells of a one-time token; any member may be missing, null, or written otherwise. */
export type TokenObject = Partial<z.infer<typeof tokenObject>>;
/** A yes or no, also as text. */
const looseFlag = z.unknown().optional().transform((value) => FLAGS.get(String(value).toLowerCase()));
/** `{type}`, or the type alone. */
const looseType = z.unknown().optional().transform((value) => (typeof value === 'object' && value !== null && 'type' in value ? typeName(value.type) : typeName(value)));
const looseTypes = z.array(looseType).optional().catch(undefined);
/** One that cannot be read stays in the list: it counts as required and not passed. */
const challenge = z.object({ primaryChallenge: looseType, alternatives: looseTypes, required: looseFlag, passed: looseFlag }).catch({ primaryChallenge: undefined, alternatives: undefined, required: undefined, passed: undefined });
const tokenObject = z.object({
  oneTimeToken: z.string().nullish(),
  challenges: z.array(challenge).nullish(),
  validity: looseNumber,
  actionType: looseText,
  userId: looseId,
});
/** Bare, or wrapped. */
const eitherShape = z.unknown().transform(unwrapped).pipe(tokenObject);
const triggered = z.object({ obfuscatedPhoneNo: looseText });

/** `GET /v1/one-time-token/status` with the token of the person. */
export async function requestTokenStatus(client: WiseClient, bearer: Secret<string>, { token, usesDeprecated }: OneTimeToken): Promise<WiseAnswer> {
  const path = usesDeprecated ? STATUS_PATHS.deprecated : STATUS_PATHS.current;
  return client.send({ method: 'GET', path, authorization: { scheme: 'Bearer', token: bearer }, headers: { 'One-Time-Token': token.reveal(), Accept: 'application/json' }, secrets: [token] });
}

/** `POST …/verify` with a compact JWE. */
export async function requestSealedVerify(client: WiseClient, bearer: Secret<string>, one: OneTimeToken, way: EncryptedWay, jwe: string): Promise<WiseAnswer> {
  const headers = { ...SEALED_HEADERS, 'One-Time-Token': one.token.reveal() };
  return client.send({ method: 'POST', path: verifyPath(one, way), authorization: { scheme: 'Bearer', token: bearer }, headers, body: jwe, secrets: [one.token] });
}

/** `POST …/verify` with a code of the phone, or a face map. `body` is the whole JSON. */
export async function requestVerify(client: WiseClient, bearer: Secret<string>, one: OneTimeToken, way: PlainWay, body: Secret<string>): Promise<WiseAnswer> {
  const headers = { ...JSON_HEADERS, 'One-Time-Token': one.token.reveal() };
  return client.send({ method: 'POST', path: verifyPath(one, way), authorization: { scheme: 'Bearer', token: bearer }, headers, body: body.reveal(), secrets: [one.token, body] });
}

/** `POST /v1/one-time-token/{sms,whatsapp,voice}/trigger`: has a code sent to the phone. */
export async function requestTrigger(client: WiseClient, bearer: Secret<string>, { token }: OneTimeToken, way: PhoneChallenge): Promise<WiseAnswer> {
  const path = `/v1/one-time-token/${way.toLowerCase()}/trigger`;
  return client.send({ method: 'POST', path, authorization: { scheme: 'Bearer', token: bearer }, headers: { 'One-Time-Token': token.reveal(), Accept: 'application/json' }, secrets: [token] });
}

/** `POST /v2/profiles/{profileId}/sca-sessions/authorise`: a one-time token without a call. */
export async function requestScaSession(client: WiseClient, bearer: Secret<string>, profileId: number): Promise<WiseAnswer> {
  return client.send({ method: 'POST', path: `/v2/profiles/${profileId}/sca-sessions/authorise`, authorization: { scheme: 'Bearer', token: bearer }, headers: { Accept: 'application/json' } });
}

/** Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readTokenObject(answer: WiseAnswer): TokenObject {
  return readJsonAnswer(answer, eitherShape);
}

/** The same of a decrypted answer; undefined for what has not its shape. */
export function parseTokenObject(text: string): TokenObject | undefined {
  return eitherShape.safeParse(parseJson(text)).data;
}

/** Wise's hint of the number, where it gives one: the code is sent whatever the answer says beside that. Throws the answer's typed error. */
export function readTriggered(answer: WiseAnswer): { hint?: string } {
  assertOk(answer);
  const { obfuscatedPhoneNo } = triggered.catch({ obfuscatedPhoneNo: undefined }).parse(parseJson(answer.body.reveal()));
  return obfuscatedPhoneNo === undefined ? {} : { hint: obfuscatedPhoneNo };
}

/** As Wise writes them: in capitals. */
function typeName(value: unknown): string | undefined {
  return shortText(value)?.toUpperCase();
}

function unwrapped(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('oneTimeTokenProperties' in body)) return body;
  return body.oneTimeTokenProperties;
}

function verifyPath({ profileId, usesDeprecated }: OneTimeToken, way: ChallengeType): string {
  const { current, deprecated } = VERIFY_PATHS[way];
  return usesDeprecated ? deprecated : current(profileId);
}
