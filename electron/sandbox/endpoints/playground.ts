import { jose, jweError, jwsError, type Answer } from '../answers.ts';
import { answerKey, encryptTo, encryptUnder } from '../answer-encryption.ts';
import { signAnswer } from '../answer-signature.ts';
import { requireApplicationToken } from '../authorization.ts';
import type { Call, Require } from '../call.ts';
import { isRecord, parseJson, parseUtf8 } from '../decode.ts';
import { requireJoseHeaders } from '../jose-headers.ts';
import { decryptRequest, readEncrypted } from '../request-encryption.ts';
import { verifyRequest } from '../request-signature.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

const MOST_CHARACTERS = 100;
const BASE = '/v1/auth/jose/playground';

export const playgroundRoutes: readonly Route[] = [
  { method: 'POST', path: `${BASE}/jws`, about: 'a signed {"message": ...} gets a signed answer (application token)', handle: playgroundJws },
  { method: 'GET', path: `${BASE}/jwe`, about: 'an encrypted answer, to your newest active encryption key (application token)', handle: playgroundJweGet },
  { method: 'POST', path: `${BASE}/jwe`, about: 'an encrypted {"message": ...} gets an encrypted answer, to the key that kid names (application token)', handle: playgroundJwe },
  { method: 'POST', path: `${BASE}/jwe-direct-encryption`, about: 'an encrypted {"message": ...} gets an answer under its own content key (application token)', handle: playgroundDirect },
  { method: 'POST', path: `${BASE}/jwsjwe`, about: 'a {"message": ...} signed and then encrypted gets an answer likewise (application token)', handle: playgroundNested },
];

/** How a failed check ends a call. */
type Refusal = (words: string) => Answer;

/** Verifies a signed message and answers it, signed by Wise's newest key of the same algorithm. Every refusal but 401 and 403 is `400 jws_error`. */
async function playgroundJws(call: Call, world: World): Promise<Answer> {
  requireCall(call, world, 'jws', jwsError);
  const { algorithm, payload } = await verifyRequest(call, world, { text: call.body.toString().trim(), what: 'The body' });
  return jose(await signAnswer(call, world, algorithm, reply(call, readMessage(call, payload, jwsError))));
}

/** Answers without a request to decrypt, as Wise does for GET. */
async function playgroundJweGet(call: Call, world: World): Promise<Answer> {
  requireCall(call, world, 'jwe', jweError);
  const check: Require = call.checks.refusingWith(jweError);
  check('body', call.body.length === 0, 'There is no body.', 'A GET call has no body; only its answer is encrypted.');
  const answer = reply(call, '');
  return jose(await encryptTo(answerKey(call, world, undefined), answer, call, world), answer);
}

/** Decrypts a message and answers it, encrypted to the client's key. `400 jwe_error` for what can be seen without decrypting, Wise's bare 500 for what cannot be decrypted. */
async function playgroundJwe(call: Call, world: World): Promise<Answer> {
  requireCall(call, world, 'jwe', jweError);
  const token = readEncrypted(call, world);
  const key = answerKey(call, world, token.header['kid']);
  const { plaintext } = await decryptRequest(call, world, token);
  const answer = reply(call, readMessage(call, plaintext, jweError));
  return jose(await encryptTo(key, answer, call, world), answer);
}

/** Decrypts a message and answers it under its own content key, so that no key of the client's is needed and `kid` is not looked at. */
async function playgroundDirect(call: Call, world: World): Promise<Answer> {
  requireCall(call, world, 'jwe', jweError);
  const { plaintext, contentKey } = await decryptRequest(call, world, readEncrypted(call, world));
  const answer = reply(call, readMessage(call, plaintext, jweError));
  return jose(await encryptUnder(contentKey, answer, call, world), answer);
}

/** Decrypts a signed message, verifies it, and answers signed first and encrypted then. `400 jws_error` from the signature on. */
async function playgroundNested(call: Call, world: World): Promise<Answer> {
  requireCall(call, world, 'jws+jwe', jweError);
  const token = readEncrypted(call, world);
  const key = answerKey(call, world, token.header['kid']);
  const { plaintext } = await decryptRequest(call, world, token);
  const { algorithm, payload } = await verifyRequest(call, world, { text: plaintext.toString(), what: 'The decrypted payload' });
  const signed = await signAnswer(call, world, algorithm, reply(call, readMessage(call, payload, jwsError)));
  return jose(await encryptTo(key, signed, call, world), signed);
}

/** An application token and the headers of JOSE. */
function requireCall(call: Call, world: World, method: string, refusal: Refusal): void {
  requireApplicationToken(call, world);
  requireJoseHeaders(call, method, refusal);
}

function readMessage(call: Call, payload: Uint8Array, refusal: Refusal): string {
  const check: Require = call.checks.refusingWith(refusal);
  const body = parseJson(parseUtf8(payload) ?? '');
  const message = isRecord(body) ? body['message'] : undefined;
  check('payload', typeof message === 'string', 'The payload is JSON with a message.', 'The payload must be a JSON object with a string named message.');
  const length = [...message].length;
  check('message', length <= MOST_CHARACTERS, `The message has ${length} characters.`, `message must have at most ${MOST_CHARACTERS} characters; it has ${length}.`);
  return message;
}

const reply = (call: Call, message: string): string => JSON.stringify({ message: `jose-playground-response-${message}`, method: call.method });
