import { jose, jwsError, JOSE_TYPE, type Answer } from './answers.ts';
import { signAnswer } from './answer-signature.ts';
import { mediaType, type Call, type Require } from './call.ts';
import { isRecord, parseJson, parseUtf8 } from './decode.ts';
import { requireJoseHeaders } from './jose-headers.ts';
import { requireJsonObject } from './json-body.ts';
import { verifyRequest } from './request-signature.ts';
import type { World } from './world.ts';

/** The body of a call that Wise lets be signed. */
export interface ProtectedBody {
  readonly fields: Record<string, unknown>;
  /** As it was before it was signed, to the byte: what a one-time token is bound to. */
  readonly payload: string;
  /** Signs the answer to a signed call, as Wise does; an answer without a body stays as it is. */
  readonly reply: (answer: Answer) => Promise<Answer> | Answer;
}

/** Reads a JSON object, plain or as the payload of a compact JWS. Ends the call with 415 or 400 for anything else, with `400 jws_error` for a signature that is not in order. */
export async function readProtectedBody(call: Call, world: World): Promise<ProtectedBody> {
  if (mediaType(call.headers['content-type']) === JOSE_TYPE) return readSigned(call, world);
  const fields = requireJsonObject(call, world.now());
  return { fields, payload: call.body.toString(), reply: (answer) => answer };
}

async function readSigned(call: Call, world: World): Promise<ProtectedBody> {
  const check: Require = call.checks.refusingWith(jwsError);
  requireJoseHeaders(call, 'jws', jwsError);
  const { algorithm, payload: bytes } = await verifyRequest(call, world, { text: call.body.toString().trim(), what: 'The body' });
  const payload = parseUtf8(bytes) ?? '';
  const fields = parseJson(payload);
  check('payload', isRecord(fields), 'The payload is a JSON object.', 'The payload must be a JSON object.');
  const reply = async (answer: Answer): Promise<Answer> => {
    if (answer.body === '') return answer;
    const signed = jose(await signAnswer(call, world, algorithm, answer.body));
    return { ...signed, status: answer.status, headers: answer.headers };
  };
  return { fields, payload, reply };
}
