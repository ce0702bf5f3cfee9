import { compactDecrypt, CompactEncrypt, type CryptoKey, decodeProtectedHeader, errors, importJWK } from 'jose';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import { argon2id, argon2idParams, atLeast, type KdfCost, newArgon2idParams } from './kdf.ts';
import { passphraseBytes } from './passphrase.ts';
import { type EcPublicJwk, parseCode, recoveryKeyPair } from './recovery-code.ts';

/**
 * A door is one compact JWE (RFC 7516) whose plaintext is the 32 bytes of the vault key.
 * The passphrase door is wrapped by A256GCMKW under Argon2id of the passphrase. The recovery door is encrypted by ECDH-ES
 * to a public key whose private half comes from the recovery code: so it can be made anew, for a new vault key, without the code
 * and without keeping any secret that opens it.
 */
const TYP = 'portcullis-door+jwe';
const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,86}$/);
const publicPoint = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: base64url, y: base64url });
const common = { enc: z.literal('A256GCM'), typ: z.literal(TYP) };

const passphraseHeader = z.strictObject({ ...common, alg: z.literal('A256GCMKW'), door: z.literal('passphrase'), kdf: argon2idParams, iv: base64url, tag: base64url });
const recoveryKdf = z.strictObject({ name: z.literal('hkdf-sha256'), salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/) });
const recoveryHeader = z.strictObject({ ...common, alg: z.literal('ECDH-ES'), door: z.literal('recovery'), kdf: recoveryKdf, epk: publicPoint });

/** What the encrypted body keeps of the recovery door, so that it can be made anew. Nothing in it opens the door. */
export const recoveryTarget = z.strictObject({ publicJwk: publicPoint, kdf: recoveryKdf });
export type RecoveryTarget = z.infer<typeof recoveryTarget>;

/** The two doors of a vault, in the order in which the file holds them. */
export type Doors = readonly [passphrase: string, recovery: string];

/** Checks both headers before any key is derived. Throws `VAULT_DAMAGED`. */
export function assertDoors(doors: Doors, floor: KdfCost): void {
  const { kdf } = headerOf(doors[0], passphraseHeader);
  if (!atLeast(kdf, floor)) throw new PortcullisError('VAULT_DAMAGED', { reason: 'KDF' });
  headerOf(doors[1], recoveryHeader);
}

/** A new passphrase door, with a fresh salt. */
export async function makePassphraseDoor(vaultKey: Uint8Array, passphrase: string, cost: KdfCost): Promise<string> {
  const kdf = newArgon2idParams(cost);
  const wrappingKey = await derive(passphrase, kdf);
  try {
    return await new CompactEncrypt(vaultKey).setProtectedHeader({ alg: 'A256GCMKW', enc: 'A256GCM', typ: TYP, door: 'passphrase', kdf }).encrypt(wrappingKey);
  } finally {
    wrappingKey.fill(0);
  }
}

/** The vault key, or undefined when the passphrase is wrong. */
export async function openPassphraseDoor(door: string, passphrase: string): Promise<Buffer | undefined> {
  const wrappingKey = await derive(passphrase, headerOf(door, passphraseHeader).kdf);
  try {
    return await decryptDoor(door, wrappingKey, 'A256GCMKW');
  } finally {
    wrappingKey.fill(0);
  }
}

/** What a recovery code's door is encrypted to. */
export function newRecoveryTarget(code: string): RecoveryTarget {
  const salt = randomBytes(16);
  const { kty, crv, x, y } = recoveryKeyPair(parseCode(code), salt);
  return { publicJwk: { kty, crv, x, y }, kdf: { name: 'hkdf-sha256', salt: salt.toString('base64url') } };
}

/** A new recovery door for the same code. */
export async function makeRecoveryDoor(vaultKey: Uint8Array, target: RecoveryTarget): Promise<string> {
  const header = { alg: 'ECDH-ES', enc: 'A256GCM', typ: TYP, door: 'recovery', kdf: target.kdf };
  return new CompactEncrypt(vaultKey).setProtectedHeader(header).encrypt(await importEc(target.publicJwk));
}

/** The vault key, or undefined when the code is not the newest. Throws `VAULT_WRONG_RECOVERY_CODE` for what cannot be a code. */
export async function openRecoveryDoor(door: string, code: string): Promise<Buffer | undefined> {
  const salt = Buffer.from(headerOf(door, recoveryHeader).kdf.salt, 'base64url');
  return decryptDoor(door, await importEc(recoveryKeyPair(parseCode(code), salt)), 'ECDH-ES');
}

async function derive(passphrase: string, kdf: z.infer<typeof argon2idParams>): Promise<Buffer> {
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

async function decryptDoor(door: string, key: Uint8Array | CryptoKey, alg: string): Promise<Buffer | undefined> {
  try {
    const { plaintext } = await compactDecrypt(door, key, { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: ['A256GCM'] });
    if (plaintext.length !== 32) throw new PortcullisError('VAULT_DAMAGED', { reason: 'DOOR' });
    return Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.length);
  } catch (error) {
    if (error instanceof PortcullisError) throw error;
    if (error instanceof errors.JWEDecryptionFailed) return undefined;
    throw new PortcullisError('VAULT_DAMAGED', { reason: 'DOOR' }, { cause: error });
  }
}

function headerOf<T>(door: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(decodeProtectedHeader(door));
  } catch (error) {
    throw new PortcullisError('VAULT_DAMAGED', { reason: 'DOOR' }, { cause: error });
  }
}
