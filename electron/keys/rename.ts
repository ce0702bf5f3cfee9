import type { Audit, VaultStore } from '../ports.ts';
import { findKey, keyName, withKey } from './entry.ts';

/** Gives a key another label; an empty one changes nothing. Throws `KEY_NOT_FOUND`. */
export async function renameKey({ vault, audit }: { vault: VaultStore; audit: Audit }, { keyId, label }: { keyId: string; label: string }): Promise<void> {
  findKey(vault.read(), keyId);
  if (label === '') return;
  await vault.update((body) => {
    findKey(body, keyId);
    return withKey(body, keyId, (entry) => ({ ...entry, label }));
  });
  await audit({ kind: 'key.renamed', outcome: 'ok', subject: keyName(keyId), says: `to “${label}”` });
}
