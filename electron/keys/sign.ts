import { jwsHeader, signCompact, type JwsHeader } from '../jose/sign.ts';
import type { KeyEntry } from '../vault/body.ts';
import { assertNotExpired, signingAlgorithm } from './entry.ts';
import { assertBegun, assertNotRetired, readyKey, type KeyUseDeps } from './use.ts';

export type SignRequest = {
  keyId: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path that will be called; it becomes the signed `url`. */
  path: string;
  /** Signed as UTF-8. */
  payload: string;
  /** The connection that the call goes over; absent outside of one. */
  connectionId?: string;
};

export type SignedMessage = { header: JwsHeader; jws: string };

/** Signs one call. Throws `VAULT_LOCKED`, `KEY_NOT_FOUND`, `KEY_WRONG_USE`, `KEY_RETIRED`, `KEY_NOT_YET_VALID`, `KEY_EXPIRED`. */
export type Signer = (request: SignRequest) => Promise<SignedMessage>;

export type SignerDeps = KeyUseDeps;

/** The one place where a private key of the vault signs. */
export function createSigner(deps: SignerDeps): Signer {
  return async ({ keyId, method, path, payload, connectionId }) => {
    const { key, checked: header, audited, counted } = await readyKey(deps, { keyId, connectionId, check: (entry, now) => headerFor(entry, path, now) });
    // The audit line is written beside the signature, and without it the signature is not handed out.
    const [jws] = await Promise.all([signCompact(key, header, payload), audited(`signed ${method} ${path}`)]);
    counted();
    return { header, jws };
  };
}

function headerFor(entry: KeyEntry, path: string, now: number): JwsHeader {
  const alg = signingAlgorithm(entry);
  assertNotRetired(entry);
  assertBegun(entry, now);
  assertNotExpired(entry, now);
  return jwsHeader(alg, entry.id, path);
}
