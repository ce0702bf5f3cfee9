import type { Delivery } from './deliver.ts';
import type { World } from './world.ts';

/** What the sandbox shows of itself to receivers that want mTLS. */
export function senderIdentity(_world: World): Promise<NonNullable<Delivery['identity']>> {
  // TODO: by the issuing authority, once certificates.ts exports it.
  return Promise.reject(new Error('TODO'));
}
