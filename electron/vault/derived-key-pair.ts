import { createECDH, hkdfSync } from 'node:crypto';

/** Order of P-256 (FIPS 186-5, SP 800-186). */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

export type EcPublicJwk = { kty: 'EC'; crv: 'P-256'; x: string; y: string };
export type EcPrivateJwk = EcPublicJwk & { d: string };

/**
 * The P-256 key pair that a secret of at least 160 random or slowly derived bits stands for: HKDF-SHA-256 (RFC 5869) to 48 bytes,
 * reduced to 1 .. n-1 by the method of FIPS 186-5 A.2.1. `info` keeps the uses apart.
 */
export function derivedKeyPair(secret: Uint8Array, salt: Uint8Array, info: string): EcPrivateJwk {
  const wide = Buffer.from(hkdfSync('sha256', secret, salt, info, 48));
  const scalar = (BigInt(`0x${wide.toString('hex')}`) % (P256_ORDER - 1n)) + 1n;
  wide.fill(0);
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey();
  const pair: EcPrivateJwk = { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33, 65), d: d.toString('base64url') };
  d.fill(0);
  return pair;
}

/** Without `d`. */
export function publicHalf({ kty, crv, x, y }: EcPrivateJwk): EcPublicJwk {
  return { kty, crv, x, y };
}
