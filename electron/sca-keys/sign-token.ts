import type { Services } from '../services.ts';
import type { ScaKeyEntry, VaultBody } from '../vault/body.ts';
import type { Secret } from '../wise/secret.ts';

/** The key of a connection for the old way; undefined where it has none. */
export function scaKeyOf({ scaKeys }: VaultBody, connectionId: string): ScaKeyEntry | undefined {
  return scaKeys.find((key) => key.connectionId === connectionId);
}

/** `X-Signature`: base64 of the RSA PKCS#1 v1.5 SHA-256 signature over the one-time token (WISE.md, "Old way"). Audited before it is handed out. Throws `SCA_KEY_MISSING`. */
export async function signOneTimeToken(_deps: Pick<Services, 'vault' | 'audit' | 'now'>, _connectionId: string, _token: Secret<string>): Promise<string> {
  throw new Error('TODO');
}
