import { randomBytes } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import { derivedKeyPair, type EcPrivateJwk } from './derived-key-pair.ts';

/** Crockford's base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_BYTES = 20;
const CODE_CHARACTERS = (CODE_BYTES * 8) / 5;
const INFO = 'portcullis recovery door v1';

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

/** The P-256 key pair a recovery code stands for, by its 20 bytes. They are random, so no slow derivation is needed. */
export function recoveryKeyPair(code: Uint8Array, salt: Uint8Array): EcPrivateJwk {
  return derivedKeyPair(code, salt, INFO);
}
