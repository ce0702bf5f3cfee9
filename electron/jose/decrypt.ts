import type { KeyObject } from 'node:crypto';
import { compactDecrypt, errors } from 'jose';
import { PortcullisError } from '../../shared/errors.ts';
import { CONTENT_ENCRYPTION, CONTENT_KEY_BYTES, DIRECT_ENCRYPTION, KEY_ENCRYPTION } from '../../shared/model/algorithms.ts';
import { readToken } from './token.ts';

export type DecryptedMessage = { header: Record<string, unknown>; payload: Buffer };

/**
 * Decrypts a compact JWE of RSA-OAEP-256 and A256GCM, and no other, with a private key.
 * Throws what `readToken` throws, `JOSE_ALGORITHM_REFUSED`, and `JOSE_DECRYPT_FAILED` whatever went wrong after that: more would help only an attacker.
 */
export async function decryptCompact(jwe: string, key: CryptoKey | KeyObject): Promise<DecryptedMessage> {
  return decryptAs(KEY_ENCRYPTION, jwe, key);
}

/** Decrypts a compact JWE of `dir` and A256GCM, and no other, with the content key (32 bytes) of the request. Throws as `decryptCompact`. */
export async function decryptDirect(jwe: string, contentKey: Uint8Array): Promise<DecryptedMessage> {
  return decryptAs(DIRECT_ENCRYPTION, jwe, contentKey);
}

async function decryptAs(alg: string, jwe: string, key: CryptoKey | KeyObject | Uint8Array): Promise<DecryptedMessage> {
  const header = headerFor(alg, jwe);
  if (!isUsable(alg, key)) throw new PortcullisError('JOSE_DECRYPT_FAILED', { reason: 'KEY_KIND' });
  try {
    const { plaintext } = await compactDecrypt(jwe, key, { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [CONTENT_ENCRYPTION], maxDecompressedLength: 0 });
    return { header, payload: Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength) };
  } catch (thrown) {
    if (thrown instanceof errors.JOSEError) throw new PortcullisError('JOSE_DECRYPT_FAILED', {}, { cause: thrown });
    throw thrown;
  }
}

function headerFor(alg: string, jwe: string): Record<string, unknown> {
  const token = readToken(jwe);
  if (token.kind !== 'jwe') throw new PortcullisError('JOSE_NOT_COMPACT', { reason: 'PARTS' });
  const refused = Object.entries({ alg, enc: CONTENT_ENCRYPTION }).find(([name, wanted]) => token.header[name] !== wanted);
  if (refused) throw new PortcullisError('JOSE_ALGORITHM_REFUSED', { field: refused[0], reason: String(token.header[refused[0]]).slice(0, 40) });
  return token.header;
}

/** Is the key of the kind that the algorithm decrypts with? A private key of the vault comes as a CryptoKey. */
function isUsable(alg: string, key: CryptoKey | KeyObject | Uint8Array): boolean {
  if (key instanceof Uint8Array) return alg === DIRECT_ENCRYPTION && key.length === CONTENT_KEY_BYTES;
  if (alg === DIRECT_ENCRYPTION || key.type !== 'private') return false;
  return 'usages' in key ? key.usages.includes('decrypt') : key.asymmetricKeyType === 'rsa';
}
