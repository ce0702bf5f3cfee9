import { constants, createPublicKey, verify } from 'node:crypto';
import type { Call } from '../call.ts';
import { FIXED } from '../fixed.ts';
import type { World } from '../world.ts';
import type { OneTimeToken } from './one-time-tokens.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether `X-Signature` is the token's text signed (RSA PKCS#1 v1.5, SHA-256) by a key that the person uploaded. */
export function isSignedByOwner(call: Call, { store }: World, userId: number, token: OneTimeToken): boolean {
  const given = String(call.headers['x-signature'] ?? '');
  const keys = userId === FIXED.userId ? store.state.sca.publicKeys : [];
  const ok = BASE64.test(given) && keys.some(({ publicKey }) => verify('RSA-SHA256', Buffer.from(token.id), { key: createPublicKey(publicKey), padding: constants.RSA_PKCS1_PADDING }, Buffer.from(given, 'base64')));
  call.checks.note('x-signature', ok, ok ? 'X-Signature is the one-time token signed by an uploaded key.' : wordsFor(given, keys.length));
  return ok;
}

function wordsFor(given: string, keys: number): string {
  if (given === '') return 'X-Signature is missing: the one-time token has to be signed.';
  if (!BASE64.test(given)) return 'X-Signature must be base64.';
  return keys === 0 ? 'No public key was uploaded yet, so that no signature can be verified.' : 'X-Signature does not verify: it was made with another key, or over other text than the one-time token.';
}
