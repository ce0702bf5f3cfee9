import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Store } from './state.ts';

/** The size of Wise's own. */
const RSA_BITS = 2048;

/** One making per sandbox, however many ask at once. */
const making = new WeakMap<Store, Promise<KeyObject>>();

/** The private key that signs webhook deliveries: RSA 2048, made when first asked for and kept in the state. */
export function webhookPrivateKey(store: Store): Promise<KeyObject> {
  const known = making.get(store);
  if (known) return known;
  const key = open(store);
  making.set(store, key);
  key.catch(() => making.delete(store));
  return key;
}

/** Its public half, which receivers verify with: SPKI in PEM. */
export async function webhookPublicKey(store: Store): Promise<string> {
  return createPublicKey(await webhookPrivateKey(store)).export({ type: 'spki', format: 'pem' }).toString();
}

async function open(store: Store): Promise<KeyObject> {
  const stored = store.state.webhookKey;
  if (stored) return createPrivateKey(stored);
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS });
  store.change({ webhookKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() });
  return privateKey;
}
