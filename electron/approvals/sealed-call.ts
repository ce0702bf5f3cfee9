import { createHash } from 'node:crypto';
import type { SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import type { ProtectedCall } from '../../shared/model/approvals.ts';
import { findConnection } from '../connections/resolve.ts';
import { signingAlgorithm } from '../keys/entry.ts';
import { keysFor } from '../playground/keys.ts';
import type { Services } from '../services.ts';
import { JOSE_TYPE } from '../wise/jose-playground.ts';

/** A call as it goes over the wire, but for its authorization and the one-time token. */
export type SealedCall = {
  method: ProtectedCall['method'];
  path: string;
  body?: string;
  headers: Record<string, string>;
  /** SHA-256 of the bytes of the body, hex. */
  bodySha256: string;
  /** Our key that signed it. Wise's answer must then be signed too. */
  signing?: { keyId: string; alg: SigningAlgorithmId };
};

export type SealDeps = Pick<Services, 'vault' | 'sign' | 'now'>;

const JSON_TYPE = 'application/json';

/**
 * Makes a call ready to be sent, signed (compact JWS) where the connection asks for that and there is a body to sign.
 * Throws what `keysFor` and the signer throw.
 */
export async function sealCall({ vault, sign, now }: SealDeps, connectionId: string, { method, path, body }: ProtectedCall): Promise<SealedCall> {
  if (body === undefined) return { method, path, headers: { Accept: JSON_TYPE }, bodySha256: sha256('') };
  if (!findConnection(vault.read(), connectionId).signsCalls) return { method, path, body, headers: { 'Content-Type': JSON_TYPE, Accept: JSON_TYPE }, bodySha256: sha256(body) };
  const { signing } = keysFor(vault.read(), connectionId, 'jws', {}, now());
  // `keysFor` throws where there is none.
  const keyId = signing?.id ?? '';
  const { jws, header } = await sign({ keyId, method, path: new URL(path, 'https://host.invalid').pathname, payload: body, connectionId });
  return {
    method, path, body: jws, bodySha256: sha256(jws),
    headers: { 'Content-Type': JOSE_TYPE, Accept: JOSE_TYPE, 'X-TW-JOSE-Method': 'jws' },
    signing: { keyId, alg: signing ? signingAlgorithm(signing) : header.alg },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
