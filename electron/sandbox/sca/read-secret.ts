import { fieldErrors, jweError } from '../answers.ts';
import type { Call, Require } from '../call.ts';
import { isRecord, parseJson, parseUtf8 } from '../decode.ts';
import { requireJoseHeaders } from '../jose-headers.ts';
import { requireFields, requireJsonObject } from '../json-body.ts';
import { decryptRequest, readEncrypted } from '../request-encryption.ts';
import type { World } from '../world.ts';
import type { SecretFactor } from './factors.ts';
import { SECRET_FACTORS } from './secret-factors.ts';

export interface Secret {
  readonly value: string;
  /** Of an encrypted body: what its answer is encrypted under. */
  readonly contentKey?: Buffer;
}

/** The value in a JWE with direct encryption (PIN, fingerprint) or in plain JSON (face map). Ends the call with 400 for one that does not fit, with the bare 500 for a body that cannot be decrypted, with 415 for plain text where JSON is wanted. */
export async function readSecret(call: Call, world: World, kind: SecretFactor): Promise<Secret> {
  if (kind === 'faceMap') return { value: fittingValue(call, requireJsonObject(call, world.now()), kind) };
  requireJoseHeaders(call, 'jwe', jweError);
  const { plaintext, contentKey } = await decryptRequest(call, world, readEncrypted(call, world));
  const body = parseJson(parseUtf8(plaintext) ?? '');
  const check: Require = call.checks.refusingWith((words) => fieldErrors(400, [{ code: 'NOT_VALID', message: words, path: '', arguments: [] }]));
  check('payload', isRecord(body), 'The payload is a JSON object.', 'The payload must be a JSON object.');
  return { value: fittingValue(call, body, kind), contentKey };
}

function fittingValue(call: Call, body: Record<string, unknown>, kind: SecretFactor): string {
  const { rule } = SECRET_FACTORS[kind];
  requireFields(call, body, [rule]);
  return String(body[rule.path]);
}
