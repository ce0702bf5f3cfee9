import type { KeyObject } from 'node:crypto';
import { compactVerify, errors } from 'jose';
import { PortcullisError, type ErrorCode } from '../../shared/errors.ts';
import type { SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import { fitsAlgorithm } from './public-key.ts';
import { readToken } from './token.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export type VerifiedMessage = { header: Record<string, unknown>; payload: Buffer };

export type VerifiedAnswer = {
  header: Record<string, unknown>;
  /** UTF-8. */
  payload: string;
  /** The version of Wise's key that the header names, if it does. */
  version?: number;
};

/**
 * Verifies a compact JWS (RFC 7515) whose `alg` is the one named here and no other: the header never chooses.
 * Throws what `readToken` throws, `JOSE_ALGORITHM_REFUSED`, `JOSE_SIGNATURE_INVALID` (also when the key is not of the algorithm's kind).
 */
export async function verifyCompact(jws: string, key: KeyObject, alg: SigningAlgorithmId): Promise<VerifiedMessage> {
  const token = readToken(jws);
  if (token.kind !== 'jws') throw new PortcullisError('JOSE_NOT_COMPACT', { reason: 'PARTS' });
  const { header, payload } = token;
  if (header['alg'] !== alg) throw new PortcullisError('JOSE_ALGORITHM_REFUSED', { field: 'alg', reason: String(header['alg']).slice(0, 40) });
  if (key.type !== 'public' || !fitsAlgorithm(key, alg)) throw new PortcullisError('JOSE_SIGNATURE_INVALID', { reason: 'KEY_KIND' });
  try {
    await compactVerify(jws, key, { algorithms: [alg] });
  } catch (thrown) {
    if (thrown instanceof errors.JOSEError) throw new PortcullisError('JOSE_SIGNATURE_INVALID', {}, { cause: thrown });
    throw thrown;
  }
  return { header, payload };
}

/** What a fault is called where the message is Wise's answer. */
const AS_ANSWER: Partial<Record<ErrorCode, ErrorCode>> = { JOSE_SIGNATURE_INVALID: 'JOSE_ANSWER_FORGED', JOSE_NOT_COMPACT: 'JOSE_ANSWER_NOT_JWS' };

/**
 * Verifies Wise's answer: a compact JWS (RFC 7515) whose `alg` is the one asked for and no other.
 * Throws `JOSE_ANSWER_NOT_JWS`, `JOSE_ALGORITHM_REFUSED`, `JOSE_ANSWER_FORGED` (also when the key is not of the algorithm's kind), and what `readToken` refuses by name.
 */
export async function verifyAnswer(jws: string, key: KeyObject, alg: SigningAlgorithmId): Promise<VerifiedAnswer> {
  const { header, payload } = await verifyCompact(jws, key, alg).catch((thrown: unknown) => {
    throw atAnswer(thrown);
  });
  const version = versionOf(header);
  return { header, payload: payloadText(payload), ...(version === undefined ? {} : { version }) };
}

/** The key version in an answer's header, if it is a whole number. */
function versionOf(header: Record<string, unknown>): number | undefined {
  const { version } = header;
  return Number.isInteger(version) ? (version as number) : undefined;
}

/** The payload of Wise's answer, which is text. Throws `JOSE_ANSWER_NOT_JWS`. */
function payloadText(payload: Buffer): string {
  try {
    return utf8.decode(payload);
  } catch {
    throw new PortcullisError('JOSE_ANSWER_NOT_JWS', { reason: 'PAYLOAD' });
  }
}

function atAnswer(thrown: unknown): unknown {
  if (!(thrown instanceof PortcullisError)) return thrown;
  const code = AS_ANSWER[thrown.code];
  return code === undefined ? thrown : new PortcullisError(code, thrown.details, { cause: thrown });
}
