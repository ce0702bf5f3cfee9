import { createHash, createPublicKey, randomUUID, type KeyObject } from 'node:crypto';
import type { Store } from '../state.ts';
import type { ScaPublicKey } from './saved.ts';

const MOST_KEYS = 5;
const FEWEST_BITS = 2048;
const MOST_BITS = 8192;
const LONGEST_PEM = 4096;

/** Takes a public key for `X-Signature`, `now` in milliseconds since 1970; answers in words why it does not fit. */
export function addPublicKey(store: Store, pem: unknown, now: number): ScaPublicKey | string {
  const key = readPem(pem);
  if (key?.asymmetricKeyType !== 'rsa') return 'Give an RSA public key in PEM (SubjectPublicKeyInfo): “-----BEGIN PUBLIC KEY-----” and so on.';
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < FEWEST_BITS || bits > MOST_BITS) return `The key must have ${FEWEST_BITS} to ${MOST_BITS} bits; it has ${bits}.`;
  const { sca } = store.state;
  const publicKey = key.export({ type: 'spki', format: 'pem' }).toString();
  if (sca.publicKeys.some((one) => one.publicKey === publicKey)) return 'This key was uploaded before.';
  if (sca.publicKeys.length >= MOST_KEYS) return `There are ${MOST_KEYS} keys. Delete one first.`;
  const added = { id: randomUUID(), publicKey, addedAt: new Date(now).toISOString() };
  store.change({ sca: { ...sca, publicKeys: [...sca.publicKeys, added] } });
  return added;
}

/** False for one that is not there. */
export function removePublicKey(store: Store, id: string): boolean {
  const { sca } = store.state;
  const publicKeys = sca.publicKeys.filter((one) => one.id !== id);
  if (publicKeys.length === sca.publicKeys.length) return false;
  store.change({ sca: { ...sca, publicKeys } });
  return true;
}

/** SHA-256 of the SubjectPublicKeyInfo, hex. */
export function fingerprintOf(pem: string): string {
  return createHash('sha256').update(createPublicKey(pem).export({ type: 'spki', format: 'der' })).digest('hex');
}

/** A private key would be read as the public half of it: that one is not to be sent anywhere. */
function readPem(pem: unknown): KeyObject | undefined {
  if (typeof pem !== 'string' || pem.length > LONGEST_PEM || !pem.trim().startsWith('-----BEGIN PUBLIC KEY-----') || pem.includes('PRIVATE')) return undefined;
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
