import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { algorithm, type AlgorithmId } from '../../shared/model/algorithms.ts';

export type PrivateJwk = JsonWebKey & { kty: 'EC' | 'RSA' };

/** The public half of a private JWK. */
export function publicKeyOf(privateJwk: PrivateJwk): KeyObject {
  return createPublicKey({ key: privateJwk, format: 'jwk' });
}

/** A public key from SubjectPublicKeyInfo in DER, base64. Throws Node's error if it is none. */
export function publicKeyFromSpki(spki: string): KeyObject {
  return createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' });
}

/** SubjectPublicKeyInfo in DER, base64: what Wise calls `keyMaterial`. */
export function spkiBase64(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}

/** RFC 7638 thumbprint, SHA-256, base64url. */
export async function thumbprintOf(key: KeyObject): Promise<string> {
  return calculateJwkThumbprint(key.export({ format: 'jwk' }), 'sha256');
}

/** OpenSSL's names of the curves, which KeyObjects use. */
const CURVES = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' } as const;
/** RFC 7518, 3.5 and 4.3. */
const SMALLEST_RSA_BITS = 2048;

/** Is the key of the kind that the algorithm works with? */
export function fitsAlgorithm(key: KeyObject, id: AlgorithmId): boolean {
  const { key: wanted } = algorithm(id);
  const details = key.asymmetricKeyDetails;
  if (wanted.kty === 'EC') return key.asymmetricKeyType === 'ec' && details?.namedCurve === CURVES[wanted.crv];
  return key.asymmetricKeyType === 'rsa' && (details?.modulusLength ?? 0) >= SMALLEST_RSA_BITS;
}
