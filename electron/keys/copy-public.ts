import { publicKeyOf, spkiBase64, type PrivateJwk } from '../jose/public-key.ts';
import type { Audit, VaultStore } from '../ports.ts';
import type { KeyEntry } from '../vault/body.ts';
import { findKey, keyName } from './entry.ts';

/** How a public key can be written down. */
export type PublicFormat = 'der-base64' | 'pem' | 'jwk' | 'thumbprint' | 'key-id';

const WRITERS: Readonly<Record<PublicFormat, (entry: KeyEntry) => string>> = {
  'der-base64': (entry) => spkiBase64(publicKey(entry)),
  pem: (entry) => publicKey(entry).export({ format: 'pem', type: 'spki' }).toString(),
  jwk: (entry) => JSON.stringify({ ...publicKey(entry).export({ format: 'jwk' }), kid: entry.id, alg: entry.algorithm }, null, 2),
  thumbprint: (entry) => entry.thumbprint,
  'key-id': (entry) => entry.id,
};

function publicKey(entry: KeyEntry) {
  return publicKeyOf(entry.privateJwk as PrivateJwk);
}

/** The public half of a key, as text to paste. Throws `KEY_NOT_FOUND`. */
export async function publicMaterial({ vault, audit }: { vault: VaultStore; audit: Audit }, { keyId, format }: { keyId: string; format: PublicFormat }): Promise<string> {
  const text = WRITERS[format](findKey(vault.read(), keyId));
  await audit({ kind: 'key.public-copied', outcome: 'ok', subject: keyName(keyId), says: format });
  return text;
}
