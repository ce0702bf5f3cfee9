import { PortcullisError } from '../../shared/errors.ts';
import type { PrivateKeys } from '../jose/private-keys.ts';
import { jwsHeader, signCompact, type JwsHeader } from '../jose/sign.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { KeyEntry } from '../vault/body.ts';
import { assertNotExpired, findKey, keyName, signingAlgorithm } from './entry.ts';
import type { KeyUsage } from './usage.ts';

export type SignRequest = {
  keyId: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path that will be called; it becomes the signed `url`. */
  path: string;
  /** Signed as UTF-8. */
  payload: string;
};

export type SignedMessage = { header: JwsHeader; jws: string };

/** Signs one call. Throws `VAULT_LOCKED`, `KEY_NOT_FOUND`, `KEY_WRONG_USE`, `KEY_EXPIRED`. */
export type Signer = (request: SignRequest) => Promise<SignedMessage>;

export type SignerDeps = { vault: VaultStore; audit: Audit; privateKeys: PrivateKeys; usage: KeyUsage; now?: Clock };

/** The one place where a private key of the vault signs. */
export function createSigner({ vault, audit, privateKeys, usage, now = Date.now }: SignerDeps): Signer {
  const refuse = async (keyId: string, thrown: unknown): Promise<never> => {
    if (thrown instanceof PortcullisError) await audit({ kind: 'key.used', outcome: 'refused', subject: keyName(keyId), says: thrown.code });
    throw thrown;
  };

  return async ({ keyId, method, path, payload }) => {
    const entry = findKey(vault.read(), keyId);
    let header: JwsHeader;
    try {
      header = headerFor(entry, path, now());
    } catch (thrown) {
      return refuse(keyId, thrown);
    }
    const key = await privateKeys.get(entry);
    // Locked meanwhile: then nothing is signed any more.
    vault.read();
    // The audit line is written beside the signature, and without it the signature is not handed out.
    const [jws] = await Promise.all([
      signCompact(key, header, payload),
      audit({ kind: 'key.used', outcome: 'ok', subject: keyName(keyId), says: `signed ${method} ${path}` }),
    ]);
    usage.record(keyId, new Date(now()).toISOString());
    return { header, jws };
  };
}

function headerFor(entry: KeyEntry, path: string, now: number): JwsHeader {
  const alg = signingAlgorithm(entry);
  assertNotExpired(entry, now);
  return jwsHeader(alg, entry.id, path);
}
