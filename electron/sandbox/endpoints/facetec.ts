import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { text, type Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import type { Route } from '../route.ts';
import { requireProver } from '../sca/require.ts';
import type { Store } from '../state.ts';
import type { World } from '../world.ts';

export const facetecRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/facetec/public-key', about: 'the key to export face maps with, PEM (user token)', handle: publicKey },
];

/** Nothing is ever decrypted with it here: of the pair only the public half is kept. */
async function publicKey(call: Call, world: World): Promise<Answer> {
  requireProver(call, world);
  return text(200, world.store.state.sca.facetecKey ?? (await make(world.store)), 'text/plain');
}

async function make(store: Store): Promise<string> {
  const { publicKey: made } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  const { sca } = store.state;
  const facetecKey = sca.facetecKey ?? made;
  store.change({ sca: { ...sca, facetecKey } });
  return facetecKey;
}
