import { PortcullisError } from '../../shared/errors.ts';
import { algorithm } from '../../shared/model/algorithms.ts';
import { decryptCompact } from '../jose/decrypt.ts';
import type { KeyEntry } from '../vault/body.ts';
import { assertNotRetired, readyKey, type KeyUseDeps } from './use.ts';

export type DecryptRequest = {
  keyId: string;
  /** Compact (RFC 7516, 7.1). */
  jwe: string;
  /** What for, as the audit line tells it after "decrypted", such as "the answer to POST /v1/auth/jose/playground/jwe". */
  says: string;
  connectionId?: string;
};

/** `payload` is the plaintext as it is: bytes. */
export type DecryptedMessage = { header: Record<string, unknown>; payload: Buffer };

/**
 * Decrypts one message. An expired key still decrypts: what was encrypted to it in time has to be read.
 * Throws `VAULT_LOCKED`, `KEY_NOT_FOUND`, `KEY_WRONG_USE`, `KEY_RETIRED`, `JOSE_DECRYPT_FAILED`, and what reading a JWE throws.
 */
export type Decrypter = (request: DecryptRequest) => Promise<DecryptedMessage>;

/** The one place where a private key of the vault decrypts. */
export function createDecrypter(deps: KeyUseDeps): Decrypter {
  return async ({ keyId, jwe, says, connectionId }) => {
    const ready = await readyKey(deps, { keyId, connectionId, check: assertDecrypts });
    const message = await decryptCompact(jwe, ready.key).catch(ready.failed);
    // Without its audit line the plaintext is not handed out.
    await ready.audited(`decrypted ${says}`);
    ready.counted();
    return message;
  };
}

function assertDecrypts(entry: KeyEntry): void {
  if (algorithm(entry.algorithm).use !== 'encryption') throw new PortcullisError('KEY_WRONG_USE', { reason: entry.algorithm });
  assertNotRetired(entry);
}
