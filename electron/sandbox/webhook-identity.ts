import { issueWebhookSender } from './certificates.ts';
import type { Delivery } from './deliver.ts';
import type { Store } from './state.ts';

type SenderIdentity = NonNullable<Delivery['identity']>;

/** One certificate per start, so that receivers see the same sender again. */
const issued = new WeakMap<Store, Promise<SenderIdentity>>();

/** What the sandbox shows of itself to receivers that want mTLS: certificate with chain, and private key. Throws `SANDBOX_FAILED`. */
export function senderIdentity(store: Store): Promise<SenderIdentity> {
  const known = issued.get(store);
  if (known) return known;
  const made = issueWebhookSender(store.state.issuing).then(({ certificate, privateKey }) => ({ cert: certificate, key: privateKey }));
  issued.set(store, made);
  made.catch(() => issued.delete(store));
  return made;
}
