import { z } from 'zod';
import { SCOPES, algorithm, type AlgorithmId, type Scope } from '../../shared/model/algorithms.ts';
import type { WiseClient } from './client.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { looseNumber } from './lenient.ts';
import type { Secret } from './secret.ts';

const UPLOAD_PATH = '/v1/auth/jose/request/public-keys';
export const WISE_KEY_PATH = '/v1/auth/jose/response/public-keys';

const scope = z.enum(SCOPES);
/** `keyMaterial` is a SubjectPublicKeyInfo in DER, base64. */
const keyMaterial = z.object({ algorithm: z.string(), keyMaterial: z.base64() });
/** Dates are `yyyy-MM-dd HH:mm:ss` in UTC. */
const uploadedKey = z.object({ keyId: z.string(), scope, validFrom: z.string(), validTill: z.string(), publicKeyMaterial: keyMaterial });
const wiseKey = z.object({ version: looseNumber.pipe(z.number().int()), keyMaterial: keyMaterial.extend({ keyMaterial: z.string().transform((text) => text.replaceAll(/\s/g, '')).pipe(z.base64()) }), scope });

export type UploadedKey = z.infer<typeof uploadedKey>;
export type WiseKeyAnswer = z.infer<typeof wiseKey>;

const JSON_HEADERS = { 'Content-Type': 'application/json', Accept: 'application/json' };

/** `POST /v1/auth/jose/request/public-keys`: gives Wise a public key. Needs an application token; `201` answers the same key. */
export async function uploadPublicKey(client: WiseClient, token: Secret<string>, key: UploadedKey): Promise<WiseAnswer> {
  return client.send({ method: 'POST', path: UPLOAD_PATH, authorization: { scheme: 'Bearer', token }, headers: JSON_HEADERS, body: JSON.stringify(key) });
}

/** Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readUploadedKey(answer: WiseAnswer): UploadedKey {
  return readJsonAnswer(answer, uploadedKey);
}

/** `GET /v1/auth/jose/response/public-keys`: Wise's own key, the newest. Needs an application token. */
export async function requestWiseKey(client: WiseClient, token: Secret<string>, id: AlgorithmId): Promise<WiseAnswer> {
  const query = new URLSearchParams({ algorithm: algorithm(id).wiseName, scope: scopeOf(id) });
  return client.send({ method: 'GET', path: `${WISE_KEY_PATH}?${query.toString()}`, authorization: { scheme: 'Bearer', token }, headers: { Accept: 'application/json' } });
}

/** Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readWiseKey(answer: WiseAnswer): WiseKeyAnswer {
  return readJsonAnswer(answer, wiseKey);
}

/** The scope under which Wise files a key of this algorithm. */
export function scopeOf(id: AlgorithmId): Scope {
  return SCOPES[algorithm(id).use];
}
