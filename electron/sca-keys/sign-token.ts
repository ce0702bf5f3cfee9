import { createPrivateKey, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { PortcullisError } from '../../shared/errors.ts';
import type { PrivateJwk } from '../jose/public-key.ts';
import type { Services } from '../services.ts';
import type { ScaKeyEntry, VaultBody } from '../vault/body.ts';
import type { Secret } from '../wise/secret.ts';
import { scaKeyName } from './entry.ts';

const signAside = promisify(sign);

/** The key of a connection for the old way; undefined where it has none. */
export function scaKeyOf({ scaKeys }: VaultBody, connectionId: string): ScaKeyEntry | undefined {
  return scaKeys.find((key) => key.connectionId === connectionId);
}

/** `X-Signature`: base64 of the RSA PKCS#1 v1.5 SHA-256 signature over the one-time token (WISE.md, "Old way"). Audited before it is handed out. Throws `SCA_KEY_MISSING`. */
export async function signOneTimeToken({ vault, audit, now }: Pick<Services, 'vault' | 'audit' | 'now'>, connectionId: string, token: Secret<string>): Promise<string> {
  const entry = scaKeyOf(vault.read(), connectionId);
  if (!entry) throw new PortcullisError('SCA_KEY_MISSING');
  const key = createPrivateKey({ key: entry.privateJwk as PrivateJwk, format: 'jwk' });
  const signature = await signAside('sha256', Buffer.from(token.reveal()), key);
  const at = new Date(now()).toISOString();
  await vault.update((body) => ({ ...body, scaKeys: body.scaKeys.map((one) => (one.id === entry.id ? { ...one, uses: one.uses + 1, lastUsedAt: at } : one)) }));
  await audit({ kind: 'sca-key.used', outcome: 'ok', subject: scaKeyName(entry), says: 'signed a one-time token' });
  return signature.toString('base64');
}
