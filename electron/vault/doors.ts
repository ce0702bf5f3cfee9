import { CompactEncrypt } from 'jose';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { publicHalf } from './derived-key-pair.ts';
import { agreedHeader, decryptDoor, DOOR_TYP, encryptDoor, headerOf, publicPoint, stretch, wrappedHeader } from './door-jwe.ts';
import { argon2idParams, type KdfCost, newArgon2idParams } from './kdf.ts';
import { parseCode, recoveryKeyPair } from './recovery-code.ts';

/**
 * The two doors of a vault that one person opens. The passphrase door is wrapped by A256GCMKW under Argon2id of the passphrase.
 * The recovery door is encrypted by ECDH-ES to a public key whose private half comes from the recovery code: so it can be made anew,
 * for a new vault key, without the code and without keeping any secret that opens it.
 */
export const passphraseHeader = z.strictObject({ ...wrappedHeader, door: z.literal('passphrase'), kdf: argon2idParams });
const recoveryKdf = z.strictObject({ name: z.literal('hkdf-sha256'), salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/) });
export const recoveryHeader = z.strictObject({ ...agreedHeader, door: z.literal('recovery'), kdf: recoveryKdf });

/** What the encrypted body keeps of the recovery door, so that it can be made anew. Nothing in it opens the door. */
export const recoveryTarget = z.strictObject({ publicJwk: publicPoint, kdf: recoveryKdf });
export type RecoveryTarget = z.infer<typeof recoveryTarget>;

/** A new passphrase door, with a fresh salt. */
export async function makePassphraseDoor(vaultKey: Uint8Array, passphrase: string, cost: KdfCost): Promise<string> {
  const kdf = newArgon2idParams(cost);
  const wrappingKey = await stretch(passphrase, kdf);
  try {
    return await new CompactEncrypt(vaultKey).setProtectedHeader({ alg: 'A256GCMKW', enc: 'A256GCM', typ: DOOR_TYP, door: 'passphrase', kdf }).encrypt(wrappingKey);
  } finally {
    wrappingKey.fill(0);
  }
}

/** The vault key, or undefined when the passphrase is wrong. */
export async function openPassphraseDoor(door: string, passphrase: string): Promise<Buffer | undefined> {
  const wrappingKey = await stretch(passphrase, headerOf(door, passphraseHeader).kdf);
  try {
    return await decryptDoor(door, wrappingKey);
  } finally {
    wrappingKey.fill(0);
  }
}

/** What a recovery code's door is encrypted to. */
export function newRecoveryTarget(code: string): RecoveryTarget {
  const salt = randomBytes(16);
  return { publicJwk: publicHalf(recoveryKeyPair(parseCode(code), salt)), kdf: { name: 'hkdf-sha256', salt: salt.toString('base64url') } };
}

/** A new recovery door for the same code. */
export function makeRecoveryDoor(vaultKey: Uint8Array, { publicJwk, kdf }: RecoveryTarget): Promise<string> {
  return encryptDoor(vaultKey, publicJwk, { door: 'recovery', kdf });
}

/** The vault key, or undefined when the code is not the newest. Throws `VAULT_WRONG_RECOVERY_CODE` for what cannot be a code. */
export async function openRecoveryDoor(door: string, code: string): Promise<Buffer | undefined> {
  const salt = Buffer.from(headerOf(door, recoveryHeader).kdf.salt, 'base64url');
  return decryptDoor(door, recoveryKeyPair(parseCode(code), salt));
}
