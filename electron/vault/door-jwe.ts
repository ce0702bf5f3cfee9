import { compactDecrypt, CompactEncrypt, type CryptoKey, decodeProtectedHeader, errors, importJWK } from 'jose';
import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import type { EcPublicJwk } from './derived-key-pair.ts';
import { argon2id, type Argon2idParams } from './kdf.ts';
import { passphraseBytes } from './passphrase.ts';

// A door is one compact JWE (RFC 7516) whose plaintext is the 32 bytes of the vault key.

export const DOOR_TYP = 'portcullis-door+jwe';
export const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,86}$/);
export const publicPoint = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: base64url, y: base64url });
const common = { enc: z.literal('A256GCM'), typ: z.literal(DOOR_TYP) };
/** What the header of a door wrapped by a symmetric key holds beside its own. */
export const wrappedHeader = { ...common, alg: z.literal('A256GCMKW'), iv: base64url, tag: base64url };
/** What the header of a door encrypted to a public key holds beside its own. */
export const agreedHeader = { ...common, alg: z.literal('ECDH-ES'), epk: publicPoint };

/** Throws `VAULT_DAMAGED`. */
export function headerOf<T>(door: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(decodeProtectedHeader(door));
  } catch (error) {
    throw new PortcullisError('VAULT_DAMAGED', { reason: 'DOOR' }, { cause: error });
  }
}

/** A door that is made without any secret but the vault key (ECDH-ES, RFC 7518, 4.6). `own` are the members of the header that are its own. */
export async function encryptDoor(vaultKey: Uint8Array, publicJwk: EcPublicJwk, own: object): Promise<string> {
  return new CompactEncrypt(vaultKey).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: DOOR_TYP, ...own }).encrypt(await importEc(publicJwk));
}

/** The vault key, or undefined when the key is not the door's. Throws `VAULT_DAMAGED`. */
export async function decryptDoor(door: string, key: Uint8Array | EcPublicJwk): Promise<Buffer | undefined> {
  const isSymmetric = key instanceof Uint8Array;
  try {
    const keyManagementAlgorithms = [isSymmetric ? 'A256GCMKW' : 'ECDH-ES'];
    const { plaintext } = await compactDecrypt(door, isSymmetric ? key : await importEc(key), { keyManagementAlgorithms, contentEncryptionAlgorithms: ['A256GCM'] });
    if (plaintext.length !== 32) throw new PortcullisError('VAULT_DAMAGED', { reason: 'DOOR' });
    return Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.length);
  } catch (error) {
    if (error instanceof PortcullisError) throw error;
    if (error instanceof errors.JWEDecryptionFailed) return undefined;
    throw new PortcullisError('VAULT_DAMAGED', { reason: 'DOOR' }, { cause: error });
  }
}

/** 32 bytes of Argon2id of a passphrase. The caller zeroes them. */
export async function stretch(passphrase: string, kdf: Argon2idParams): Promise<Buffer> {
  const bytes = passphraseBytes(passphrase);
  try {
    return await argon2id(bytes, kdf);
  } finally {
    bytes.fill(0);
  }
}

async function importEc(jwk: EcPublicJwk): Promise<CryptoKey> {
  return (await importJWK(jwk, 'ECDH-ES')) as CryptoKey;
}
