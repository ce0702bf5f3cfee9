import { CompactSign } from 'jose';
import type { SigningAlgorithmId } from '../../../shared/model/algorithms.ts';
import { JOSE_TYPE, jose, jwsError, type Answer } from '../answers.ts';
import { requireApplicationToken } from '../authorization.ts';
import { mediaType, quote, type Call, type Require } from '../call.ts';
import { isRecord, parseJson, parseUtf8 } from '../decode.ts';
import { verifyRequest } from '../request-signature.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

const MOST_CHARACTERS = 100;

export const playgroundRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/auth/jose/playground/jws', about: 'a signed {"message": ...} gets a signed answer (application token)', handle: playgroundJws },
];

/** Verifies a signed message and answers it, signed by Wise's newest key of the same algorithm. Every refusal but 401 and 403 is `400 jws_error`. */
async function playgroundJws(call: Call, world: World): Promise<Answer> {
  requireApplicationToken(call, world);
  requireJoseHeaders(call, 'jws');
  const { algorithm, payload } = await verifyRequest(call, world.store.state.uploadedKeys, world.now());
  const message = readMessage(call, payload);
  return jose(await signAnswer(call, world, algorithm, { message: `jose-playground-response-${message}`, method: call.method }));
}

function requireJoseHeaders(call: Call, method: string): void {
  const check: Require = call.checks.refusingWith(jwsError);
  const { 'content-type': contentType, accept = '', 'x-tw-jose-method': joseMethod } = call.headers;
  const accepts = accept.split(',').map(mediaType);
  check('content-type', mediaType(contentType) === JOSE_TYPE, `Content-Type is ${JOSE_TYPE}.`, `Content-Type must be ${JOSE_TYPE}; it is ${quote(contentType)}.`);
  check('accept', accepts.includes(JOSE_TYPE), `Accept is ${JOSE_TYPE}.`, `Accept must be ${JOSE_TYPE}; it is ${quote(accept)}.`);
  check('x-tw-jose-method', joseMethod === method, `X-TW-JOSE-Method is ${method}.`, `X-TW-JOSE-Method must be ${method}; it is ${quote(joseMethod)}.`);
}

function readMessage(call: Call, payload: Uint8Array): string {
  const check: Require = call.checks.refusingWith(jwsError);
  const body = parseJson(parseUtf8(payload) ?? '');
  const message = isRecord(body) ? body['message'] : undefined;
  check('payload', typeof message === 'string', 'The payload is JSON with a message.', 'The payload must be a JSON object with a string named message.');
  const length = [...message].length;
  check('message', length <= MOST_CHARACTERS, `The message has ${length} characters.`, `message must have at most ${MOST_CHARACTERS} characters; it has ${length}.`);
  return message;
}

async function signAnswer(call: Call, world: World, algorithm: SigningAlgorithmId, payload: unknown): Promise<string> {
  const published = (await world.wiseKeys.key(algorithm))!;
  const key = world.faults.take('wrongKey', call) ? await world.wiseKeys.unpublished(algorithm) : published.privateKey;
  return new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader({ version: published.version, alg: algorithm }).sign(key);
}
