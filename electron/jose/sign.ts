import { CompactSign } from 'jose';
import type { SigningAlgorithmId } from '../../shared/model/algorithms.ts';

/** The protected header that Wise asks for. `url` is the path of the call. */
export type JwsHeader = { alg: SigningAlgorithmId; typ: 'JWT'; kid: string; url: string };

export function jwsHeader(alg: SigningAlgorithmId, kid: string, url: string): JwsHeader {
  return { alg, typ: 'JWT', kid, url };
}

/** A compact JWS (RFC 7515) over the payload's UTF-8 bytes. */
export async function signCompact(key: CryptoKey, header: JwsHeader, payload: string): Promise<string> {
  return new CompactSign(Buffer.from(payload, 'utf8')).setProtectedHeader(header).sign(key);
}
