import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import type { WiseClient } from './client.ts';
import { answerFacts, assertOk, errorFromAnswer, parseJson, readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { SEALED_HEADERS } from './one-time-tokens.ts';
import type { Secret } from './secret.ts';

export type FactorKind = 'pin' | 'fingerprint' | 'faceMap';
/** Whose factors: of a profile on the current paths, of the user of the token on the older ones. */
export type FactorPaths = 'current' | 'deprecated';

type Paths = { enrol: (profileId: number) => string; enrolOlder: string; remove: (profileId: number, id: string) => string; removeOlder: (userId: number, id: string) => string };
const PATHS: Readonly<Record<FactorKind, Paths>> = {
  pin: {
    enrol: (profileId) => `/v2/profiles/${profileId}/pin`,
    enrolOlder: '/v1/user/pin',
    remove: (profileId) => `/v2/profiles/${profileId}/pin`,
    removeOlder: (userId) => `/v1/users/${userId}/pin`,
  },
  fingerprint: {
    enrol: (profileId) => `/v2/profiles/${profileId}/device-fingerprints`,
    enrolOlder: '/v1/user/partner-device-fingerprints',
    remove: (profileId, id) => `/v2/profiles/${profileId}/device-fingerprints/${segment(id)}`,
    removeOlder: (userId, id) => `/v1/users/${userId}/partner-device-fingerprints/${segment(id)}`,
  },
  faceMap: {
    enrol: (profileId) => `/v2/profiles/${profileId}/facemaps`,
    enrolOlder: '/v1/user/facemap/enrol',
    remove: (profileId) => `/v2/profiles/${profileId}/facemaps`,
    removeOlder: (userId) => `/v1/users/${userId}/facemap/enrol`,
  },
};

/** An enrolled device fingerprint, without its value. */
export type WiseFingerprint = { id: string; createdAt?: string };
const fingerprint = z.object({ deviceFingerprintId: z.string().min(1).max(100), createdAt: z.string().nullish() });

/** `POST …` with the token of the person: a PIN or fingerprint as compact JWE, a face map as JSON (`secret`). */
export async function requestEnrol(client: WiseClient, bearer: Secret<string>, kind: FactorKind, paths: FactorPaths, profileId: number, body: string, secrets: readonly Secret<string>[] = []): Promise<WiseAnswer> {
  const headers = kind === 'faceMap' ? { 'Content-Type': 'application/json', Accept: 'application/json' } : { ...SEALED_HEADERS };
  const path = paths === 'current' ? PATHS[kind].enrol(profileId) : PATHS[kind].enrolOlder;
  return client.send({ method: 'POST', path, authorization: { scheme: 'Bearer', token: bearer }, headers, body, secrets });
}

/** `DELETE …` with the token of the person. `id` of a fingerprint. */
export async function requestRemoval(client: WiseClient, bearer: Secret<string>, kind: FactorKind, profileId: number, id = ''): Promise<WiseAnswer> {
  return client.send({ method: 'DELETE', path: PATHS[kind].remove(profileId, id), authorization: { scheme: 'Bearer', token: bearer }, headers: { Accept: 'application/json' } });
}

/** The same on the older paths, with an application token. */
export async function requestOlderRemoval(client: WiseClient, application: Secret<string>, kind: FactorKind, userId: number, id = ''): Promise<WiseAnswer> {
  return client.send({ method: 'DELETE', path: PATHS[kind].removeOlder(userId, id), authorization: { scheme: 'Bearer', token: application }, headers: { Accept: 'application/json' } });
}

/** `GET /v1/users/{userId}/partner-device-fingerprints` with an application token; restricted. */
export async function requestFingerprints(client: WiseClient, application: Secret<string>, userId: number): Promise<WiseAnswer> {
  return client.send({ method: 'GET', path: `/v1/users/${userId}/partner-device-fingerprints`, authorization: { scheme: 'Bearer', token: application }, headers: { Accept: 'application/json' } });
}

/** Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readFingerprints(answer: WiseAnswer): WiseFingerprint[] {
  return readJsonAnswer(answer, z.array(fingerprint)).map(fingerprintOf);
}

/** What an enrolment answered, decrypted; undefined for anything else. */
export function parseFingerprint(text: string): WiseFingerprint | undefined {
  const { data } = fingerprint.safeParse(parseJson(text));
  return data && fingerprintOf(data);
}

/** `GET /v1/facetec/public-key` with the token of the person: plain text. */
export async function requestFaceTecKey(client: WiseClient, bearer: Secret<string>): Promise<WiseAnswer> {
  return client.send({ method: 'GET', path: '/v1/facetec/public-key', authorization: { scheme: 'Bearer', token: bearer }, headers: { Accept: 'text/plain' } });
}

/** SubjectPublicKeyInfo in PEM, and nothing else. Throws the answer's typed error, or `WISE_ANSWER_INVALID` for what is no public key. */
export function readFaceTecKey(answer: WiseAnswer): string {
  assertOk(answer);
  const text = answer.body.reveal().trim();
  try {
    if (!/^-----BEGIN (RSA )?PUBLIC KEY-----\s/.test(text)) throw new Error('no public key');
    return createPublicKey(text).export({ type: 'spki', format: 'pem' }).toString();
  } catch {
    throw new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'PUBLIC_KEY' });
  }
}

/** The typed error of an answer: 409 is `SCA_ENROLLED_ALREADY`, 404 `SCA_NOT_ENROLLED`. */
export function factorError(answer: WiseAnswer): PortcullisError {
  if (answer.status === 409) return errorFromAnswer(answer, 'SCA_ENROLLED_ALREADY');
  return answer.status === 404 ? errorFromAnswer(answer, 'SCA_NOT_ENROLLED') : errorFromAnswer(answer);
}

/** Wise writes nanoseconds. */
function fingerprintOf({ deviceFingerprintId, createdAt }: z.infer<typeof fingerprint>): WiseFingerprint {
  const at = new Date(createdAt ?? '');
  return { id: deviceFingerprintId, ...(Number.isNaN(at.getTime()) ? {} : { createdAt: at.toISOString() }) };
}

/** One segment of a path. A dot segment would lead the call, with its token, to another endpoint (RFC 3986, 5.2.4). */
function segment(text: string): string {
  if (text === '' || text === '.' || text === '..' || !text.isWellFormed()) throw new PortcullisError('HOST_FORBIDDEN', { path: text.toWellFormed() });
  return encodeURIComponent(text);
}
