import { compactVerify, errors, importSPKI } from 'jose';
import { SIGNING_ALGORITHM_IDS, type SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import { jwsError } from './answers.ts';
import { quote, type Call, type Require } from './call.ts';
import { parseWiseDate } from './dates.ts';
import { readCompactJws } from './decode.ts';
import type { UploadedKey } from './state.ts';

export interface VerifiedRequest {
  readonly algorithm: SigningAlgorithmId;
  readonly payload: Uint8Array;
}

/**
 * Checks a signed call the way Wise does: compact JWS (RFC 7515), `alg`, `typ`, `url`, the key by `kid`, its dates, the signature.
 * Each check is noted; the first that fails ends the call with `400 jws_error`.
 */
export async function verifyRequest(call: Call, uploaded: readonly UploadedKey[], now: number): Promise<VerifiedRequest> {
  const check: Require = call.checks.refusingWith(jwsError);
  const token = call.body.toString().trim();
  const jws = readCompactJws(token);
  check('compact', jws, 'The body is a compact JWS.', 'The body must be a compact JWS: header.payload.signature, each in base64url, the header a JSON object.');
  const { header } = jws;
  const algorithm = SIGNING_ALGORITHM_IDS.find((id) => id === header['alg']);
  check('alg', algorithm, `alg is ${algorithm}.`, `alg must be one of ${SIGNING_ALGORITHM_IDS.join(', ')}; it is ${quote(header['alg'])}.`);
  check('typ', header['typ'] === 'JWT', 'typ is "JWT".', `typ must be "JWT"; it is ${quote(header['typ'])}.`);
  check('url', header['url'] === call.path, 'url is the path of the call.', `url must be the path of the call, ${quote(call.path)}; it is ${quote(header['url'])}.`);
  const key = findKey(check, header['kid'], uploaded, now);
  check('key algorithm', key.algorithm === algorithm, `Key ${key.keyId} was uploaded for ${algorithm}.`, `alg must be the algorithm the key was uploaded for: key ${key.keyId} is for ${key.algorithm}, alg is ${algorithm}.`);
  const fault = await signatureFault(token, key);
  check('signature', fault === undefined, `The signature verifies with key ${key.keyId}.`, `Unable to verify the request signature: ${fault}`);
  return { algorithm, payload: jws.payload };
}

function findKey(check: Require, kid: unknown, uploaded: readonly UploadedKey[], now: number): UploadedKey {
  return kid === undefined ? findOnlyKey(check, uploaded, now) : findNamedKey(check, kid, uploaded, now);
}

/** Without `kid`, the one active signing key is meant. */
function findOnlyKey(check: Require, uploaded: readonly UploadedKey[], now: number): UploadedKey {
  const active = uploaded.filter((key) => key.scope === 'PAYLOAD_SIGNING' && age(key, now) === 'active');
  check('kid', active.length <= 1, 'No kid is given, and at most one signing key is active.', `kid is needed as soon as more than one signing key is active; ${active.length} are.`);
  const [key] = active;
  check('key', key, `Key ${key?.keyId} is the one active signing key.`, 'No signing key is active: upload one that is valid now.');
  return key;
}

function findNamedKey(check: Require, kid: unknown, uploaded: readonly UploadedKey[], now: number): UploadedKey {
  // A UUID is the same in either case (RFC 9562, section 4).
  const key = uploaded.find((candidate) => typeof kid === 'string' && candidate.keyId.toLowerCase() === kid.toLowerCase());
  check('kid', key, `kid names an uploaded key, ${key?.keyId}.`, `kid ${quote(kid)} names no key that was uploaded.`);
  check('scope', key.scope === 'PAYLOAD_SIGNING', 'Its scope is PAYLOAD_SIGNING.', `Key ${key.keyId} was uploaded with scope ${key.scope}; a signature needs PAYLOAD_SIGNING.`);
  check('valid from', age(key, now) !== 'early', `The key is valid since ${key.validFrom} UTC.`, `Key ${key.keyId} is not yet valid: it is valid from ${key.validFrom} UTC.`);
  check('valid till', age(key, now) !== 'over', `The key is valid till ${key.validTill} UTC.`, `Key ${key.keyId} has expired: it was valid till ${key.validTill} UTC.`);
  return key;
}

function age(key: UploadedKey, now: number): 'early' | 'active' | 'over' {
  if (now < parseWiseDate(key.validFrom)!) return 'early';
  return now < parseWiseDate(key.validTill)! ? 'active' : 'over';
}

/** Why the signature is not believed; undefined when it verifies. */
async function signatureFault(token: string, key: UploadedKey): Promise<string | undefined> {
  const pem = `-----BEGIN PUBLIC KEY-----\n${key.keyMaterial}\n-----END PUBLIC KEY-----`;
  try {
    await compactVerify(token, await importSPKI(pem, key.algorithm), { algorithms: [key.algorithm] });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof errors.JWSSignatureVerificationFailed) return `it does not verify with key ${key.keyId} (${key.algorithm}).`;
    if (thrown instanceof errors.JOSEError) return `the token cannot be processed (${thrown.code}).`;
    throw thrown;
  }
}
