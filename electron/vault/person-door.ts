import { z } from 'zod';
import { personName } from '../../shared/model/person-name.ts';
import { derivedKeyPair, publicHalf } from './derived-key-pair.ts';
import { agreedHeader, decryptDoor, encryptDoor, headerOf, publicPoint, stretch } from './door-jwe.ts';
import { argon2idParams, type Argon2idParams, type KdfCost, newArgon2idParams } from './kdf.ts';

/**
 * The passphrase doors of a vault that several people open. Like the recovery door each is encrypted by ECDH-ES to a public key, whose
 * private half comes from Argon2id of the passphrase: so every door can be made anew, for a new vault key, by whoever is at the vault.
 */
const INFO = 'portcullis person door v1';

const doorPerson = z.strictObject({ id: z.uuid(), name: personName });
export const ownerHeader = z.strictObject({ ...agreedHeader, door: z.literal('passphrase'), kdf: argon2idParams });
export const memberHeader = z.strictObject({ ...agreedHeader, door: z.literal('member'), kdf: argon2idParams, person: doorPerson });
const personHeader = z.discriminatedUnion('door', [ownerHeader, memberHeader]);

/** What the encrypted body keeps of a person's door, so that it can be made anew. Nothing in it opens the door. */
export const passphraseTarget = z.strictObject({ publicJwk: publicPoint, kdf: argon2idParams });
export type PassphraseTarget = z.infer<typeof passphraseTarget>;
export const memberTarget = z.strictObject({ ...passphraseTarget.shape, person: doorPerson });
export type MemberTarget = z.infer<typeof memberTarget>;

/** What a passphrase's door is encrypted to, with a fresh salt. */
export async function newPassphraseTarget(passphrase: string, cost: KdfCost): Promise<PassphraseTarget> {
  const kdf = newArgon2idParams(cost);
  return { publicJwk: publicHalf(await keyPairOf(passphrase, kdf)), kdf };
}

/** A new door of the owner, for the same passphrase. */
export function makeOwnerDoor(vaultKey: Uint8Array, { publicJwk, kdf }: PassphraseTarget): Promise<string> {
  return encryptDoor(vaultKey, publicJwk, { door: 'passphrase', kdf });
}

/** A new door of a member, for the same passphrase. The name lies in it in the clear: the lock screen asks who opens the vault. */
export function makeMemberDoor(vaultKey: Uint8Array, { publicJwk, kdf, person }: MemberTarget): Promise<string> {
  return encryptDoor(vaultKey, publicJwk, { door: 'member', kdf, person });
}

/** The vault key, or undefined when the passphrase is wrong. */
export async function openPersonDoor(door: string, passphrase: string): Promise<Buffer | undefined> {
  return decryptDoor(door, await keyPairOf(passphrase, headerOf(door, personHeader).kdf));
}

async function keyPairOf(passphrase: string, kdf: Argon2idParams) {
  const secret = await stretch(passphrase, kdf);
  try {
    return derivedKeyPair(secret, Buffer.from(kdf.salt, 'base64url'), INFO);
  } finally {
    secret.fill(0);
  }
}
