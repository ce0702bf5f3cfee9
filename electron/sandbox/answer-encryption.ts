import { randomBytes } from 'node:crypto';
import { CompactEncrypt, importSPKI } from 'jose';
import { CONTENT_ENCRYPTION, CONTENT_KEY_BYTES, DIRECT_ENCRYPTION, KEY_ENCRYPTION, SCOPES } from '../../shared/model/algorithms.ts';
import { jweError } from './answers.ts';
import type { Call, Require } from './call.ts';
import { activeKeys, namedKey, pemOf } from './client-keys.ts';
import { WISE_ENCRYPTION, type UploadedKey } from './state.ts';
import type { World } from './world.ts';

/** The client's key that the answer is encrypted to: the one that `kid` names, or without `kid` the one uploaded last of those valid now. Ends the call with `400 jwe_error` when there is none. */
export function answerKey(call: Call, world: World, kid: unknown): UploadedKey {
  const check: Require = call.checks.refusingWith(jweError);
  const { uploadedKeys } = world.store.state;
  if (kid !== undefined) return namedKey(check, kid, SCOPES.encryption, uploadedKeys, world.now());
  const key = activeKeys(SCOPES.encryption, uploadedKeys, world.now()).at(-1);
  check('key', key, `No kid is given; key ${key?.keyId} is the newest active encryption key.`, 'No encryption key is active, so that there is none to answer to: upload one that is valid now, with scope PAYLOAD_ENCRYPTION.');
  return key;
}

/** Encrypts an answer to a client's key, with a fresh content key. The fault `wrongEncryptionKey` takes another key and names the right one. */
export async function encryptTo(key: UploadedKey, plaintext: string, call: Call, world: World): Promise<string> {
  const wrong = world.faults.take('wrongEncryptionKey', call);
  const publicKey = wrong ? (await world.wiseKeys.unpublished(WISE_ENCRYPTION)).publicKey : await importSPKI(pemOf(key), KEY_ENCRYPTION);
  return new CompactEncrypt(Buffer.from(plaintext)).setProtectedHeader({ kid: key.keyId, enc: CONTENT_ENCRYPTION, alg: KEY_ENCRYPTION }).encrypt(publicKey);
}

/** Encrypts an answer under the content key of its request. The fault `wrongEncryptionKey` takes another. */
export function encryptUnder(contentKey: Buffer, plaintext: string, call: Call, world: World): Promise<string> {
  const key = world.faults.take('wrongEncryptionKey', call) ? randomBytes(CONTENT_KEY_BYTES) : contentKey;
  return new CompactEncrypt(Buffer.from(plaintext)).setProtectedHeader({ enc: CONTENT_ENCRYPTION, alg: DIRECT_ENCRYPTION }).encrypt(key);
}
