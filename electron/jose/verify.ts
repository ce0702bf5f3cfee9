import type { KeyObject } from 'node:crypto';
import { compactVerify, errors } from 'jose';
import { PortcullisError, type ErrorCode } from '../../shared/errors.ts';
import type { SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import { decodeCompact } from './decode.ts';
import { fitsAlgorithm } from './public-key.ts';

export type VerifiedAnswer = {
  header: Record<string, unknown>;
  /** UTF-8. */
  payload: string;
  /** The version of Wise's key that the header names, if it does. */
  version?: number;
};

const CODES: Readonly<Record<string, ErrorCode>> = {
  [errors.JWSSignatureVerificationFailed.code]: 'JOSE_ANSWER_FORGED',
  [errors.JOSEAlgNotAllowed.code]: 'JOSE_ALGORITHM_REFUSED',
  [errors.JOSENotSupported.code]: 'JOSE_ANSWER_NOT_JWS',
  [errors.JWSInvalid.code]: 'JOSE_ANSWER_NOT_JWS',
};

/**
 * Verifies Wise's answer: a compact JWS (RFC 7515) whose `alg` is the one asked for and no other.
 * Throws `JOSE_ANSWER_NOT_JWS`, `JOSE_ALGORITHM_REFUSED`, `JOSE_ANSWER_FORGED` (also when the key is not of the algorithm's kind).
 */
export async function verifyAnswer(jws: string, key: KeyObject, alg: SigningAlgorithmId): Promise<VerifiedAnswer> {
  const { header, payload } = decodeCompact(jws);
  if (header['alg'] !== alg) throw new PortcullisError('JOSE_ALGORITHM_REFUSED', { reason: String(header['alg']).slice(0, 40) });
  if (!fitsAlgorithm(key, alg)) throw new PortcullisError('JOSE_ANSWER_FORGED', { reason: 'KEY_KIND' });
  try {
    await compactVerify(jws, key, { algorithms: [alg] });
  } catch (thrown) {
    throw coded(thrown);
  }
  const version = versionOf(header);
  return { header, payload, ...(version === undefined ? {} : { version }) };
}

/** The key version in an answer's header, if it is a whole number. */
function versionOf(header: Record<string, unknown>): number | undefined {
  const { version } = header;
  return Number.isInteger(version) ? (version as number) : undefined;
}

function coded(thrown: unknown): unknown {
  if (!(thrown instanceof errors.JOSEError)) return thrown;
  const code = CODES[thrown.code];
  return code === undefined ? thrown : new PortcullisError(code, { reason: thrown.code }, { cause: thrown });
}
