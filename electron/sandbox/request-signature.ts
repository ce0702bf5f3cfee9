import { compactVerify, errors, importSPKI } from 'jose';
import { SCOPES, SIGNING_ALGORITHM_IDS, type SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import { jwsError } from './answers.ts';
import { quote, type Call, type Require } from './call.ts';
import { activeKeys, namedKey, pemOf } from './client-keys.ts';
import { readCompact } from './compact.ts';
import type { UploadedKey } from './state.ts';
import type { World } from './world.ts';

export interface VerifiedRequest {
  readonly algorithm: SigningAlgorithmId;
  readonly payload: Uint8Array;
}

/** A signed message and where it stood, such as "The body". */
export interface SignedText {
  readonly text: string;
  readonly what: string;
}

/**
 * Checks a signed message the way Wise does: compact JWS (RFC 7515), `alg`, `typ`, `url`, the key by `kid`, its dates, the signature.
 * Each check is noted; the first that fails ends the call with `400 jws_error`.
 */
export async function verifyRequest(call: Call, world: World, { text, what }: SignedText): Promise<VerifiedRequest> {
  const check: Require = call.checks.refusingWith(jwsError);
  const token = readCompact(check, 'JWS', text, what);
  const { header } = token;
  const algorithm = SIGNING_ALGORITHM_IDS.find((id) => id === header['alg']);
  check('alg', algorithm, `alg is ${algorithm}.`, `${isNone(header['alg']) ? 'The message is not signed at all: ' : ''}alg must be one of ${SIGNING_ALGORITHM_IDS.join(', ')}; it is ${quote(header['alg'])}.`);
  check('typ', header['typ'] === 'JWT', 'typ is "JWT".', `typ must be "JWT"; it is ${quote(header['typ'])}.`);
  check('url', header['url'] === call.path, 'url is the path of the call.', `url must be the path of the call, ${quote(call.path)}; it is ${quote(header['url'])}.`);
  const key = findKey(check, header['kid'], world.store.state.uploadedKeys, world.now());
  check('key algorithm', key.algorithm === algorithm, `Key ${key.keyId} was uploaded for ${algorithm}.`, `alg must be the algorithm the key was uploaded for: key ${key.keyId} is for ${key.algorithm}, alg is ${algorithm}.`);
  const fault = await signatureFault(token.text, key);
  check('signature', fault === undefined, `The signature verifies with key ${key.keyId}.`, `Unable to verify the request signature: ${fault}`);
  return { algorithm, payload: token.parts[1]! };
}

const isNone = (alg: unknown) => typeof alg === 'string' && alg.toLowerCase() === 'none';

function findKey(check: Require, kid: unknown, uploaded: readonly UploadedKey[], now: number): UploadedKey {
  return kid === undefined ? findOnlyKey(check, uploaded, now) : namedKey(check, kid, SCOPES.signing, uploaded, now);
}

/** Without `kid`, the one active signing key is meant. */
function findOnlyKey(check: Require, uploaded: readonly UploadedKey[], now: number): UploadedKey {
  const active = activeKeys(SCOPES.signing, uploaded, now);
  check('kid', active.length <= 1, 'No kid is given, and at most one signing key is active.', `kid is needed as soon as more than one signing key is active; ${active.length} are.`);
  const [key] = active;
  check('key', key, `Key ${key?.keyId} is the one active signing key.`, 'No signing key is active: upload one that is valid now.');
  return key;
}

/** Why the signature is not believed; undefined when it verifies. */
async function signatureFault(token: string, key: UploadedKey): Promise<string | undefined> {
  try {
    await compactVerify(token, await importSPKI(pemOf(key), key.algorithm), { algorithms: [key.algorithm] });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof errors.JWSSignatureVerificationFailed) return `it does not verify with key ${key.keyId} (${key.algorithm}).`;
    if (thrown instanceof errors.JOSEError) return `the token cannot be processed (${thrown.code}).`;
    throw thrown;
  }
}
