import { findKey, withEvent, withKey } from '../keys/entry.ts';
import type { Clock, VaultStore } from '../ports.ts';
import type { VaultBody } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { KeyUseName } from './keys.ts';

const DONE: Readonly<Record<KeyUseName, (name: string) => string>> = {
  signing: (name) => `Signed a playground call to ${name}; Wise’s answer was verified`,
  encryption: (name) => `Decrypted Wise’s answer to a playground call to ${name}`,
};

/** Writes into a key's history that a call with it has worked for the first time: from now on it is active. Later calls change nothing. */
export async function noteFirstUse({ vault, now }: { vault: VaultStore; now: Clock }, { target }: WiseLink, use: KeyUseName, keyId: string): Promise<void> {
  const event = { at: new Date(now()).toISOString(), kind: 'first-used', says: DONE[use](target.name) } as const;
  // Looked up in the change itself: two calls at once make one first use.
  const isNoted = (body: VaultBody) => findKey(body, keyId).history.some(({ kind }) => kind === 'first-used');
  await vault.update((body) => (isNoted(body) ? body : withKey(body, keyId, (entry) => withEvent(entry, event))));
}
