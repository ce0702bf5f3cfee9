import { createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';

/** Crockford's base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_BYTES = 20;
const CODE_CHARACTERS = (CODE_BYTES * 8) / 5;
const INFO = 'portcullis recovery door v1';
/** Order of P-256 (FIPS 186-5, SP 800-186). */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

export type EcPublicJwk = { kty: 'EC'; crv: 'P-256'; x: string; y: string };
export type EcPrivateJwk = EcPublicJwk & { d: string };

/** 160 random bits as eight groups of four, such as `7K2M-...`. */
export function newRecoveryCode(): string {
  return formatCode(randomBytes(CODE_BYTES));
}

/** 20 bytes as eight groups of four characters of Crockford's base 32. */
export function formatCode(bytes: Uint8Array): string {
  let bits = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (let i = 0; i < CODE_CHARACTERS; i++, bits >>= 5n) text = ALPHABET.charAt(Number(bits & 31n)) + text;
  return (text.match(/.{4}/g) ?? []).join('-');
}

/**
 * The 20 bytes of a typed code: case, spaces and hyphens do not matter; O is read as 0, I and L as 1.
 * Throws `VAULT_WRONG_RECOVERY_CODE` for what cannot be a code.
 */
export function parseCode(typed: string): Buffer {
  const text = typed.toUpperCase().replace(/[\s\-\u2010-\u2015\u2212]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const values = [...text].map((character) => ALPHABET.indexOf(character));
  if (values.length !== CODE_CHARACTERS || values.includes(-1)) throw new PortcullisError('VAULT_WRONG_RECOVERY_CODE', { field: 'recoveryCode' });
  const bits = values.reduce((sum, value) => (sum << 5n) | BigInt(value), 0n);
  return Buffer.from(bits.toString(16).padStart(CODE_BYTES * 2, '0'), 'hex');
}

/**
 * The P-256 key pair a recovery code stands for: HKDF-SHA-256 (RFC 5869) of its 20 bytes to 48 bytes, reduced to
 * 1 .. n-1 by the method of FIPS 186-5 A.2.1. The code has 160 random bits, so no slow derivation is needed.
 */
export function recoveryKeyPair(code: Uint8Array, salt: Uint8Array): EcPrivateJwk {
  const wide = Buffer.from(hkdfSync('sha256', code, salt, INFO, 48));
  const scalar = (BigInt(`0x${wide.toString('hex')}`) % (P256_ORDER - 1n)) + 1n;
  wide.fill(0);
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey();
  return { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33, 65), d: d.toString('base64url') };
}
