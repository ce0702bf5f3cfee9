import { findKey, withEvent, withKey } from '../keys/entry.ts';
import type { Clock, VaultStore } from '../ports.ts';
import type { WiseLink } from '../wise/clients.ts';

/** Writes into a key's history that a call with it has been verified for the first time: from now on it is active. Later calls change nothing. */
export async function noteFirstUse({ vault, now }: { vault: VaultStore; now: Clock }, { target }: WiseLink, keyId: string): Promise<void> {
  if (findKey(vault.read(), keyId).history.some(({ kind }) => kind === 'first-used')) return;
  const event = { at: new Date(now()).toISOString(), kind: 'first-used', says: `Signed a playground call to ${target.name}; Wise’s answer was verified` } as const;
  await vault.update((body) => withKey(body, keyId, (entry) => withEvent(entry, event)));
}
