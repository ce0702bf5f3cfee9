import { PortcullisError } from '../../shared/errors.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { VaultBody } from '../vault/body.ts';
import { findKey, keyName, withEvent, withKey } from './entry.ts';
import { connectionsUsing } from './summary.ts';

/** From now on the key is used no more, nor offered; a retired one stays as it is. Throws `KEY_NOT_FOUND`, and `KEY_IN_USE` with the names of the connections. */
export async function retireKey({ vault, audit, now = Date.now }: { vault: VaultStore; audit: Audit; now?: Clock }, keyId: string): Promise<void> {
  const isRetired = findKey(vault.read(), keyId).retiredAt !== undefined;
  await vault.update((body) => withRetired(body, keyId, { at: new Date(now()).toISOString(), says: 'By hand' }));
  if (!isRetired) await audit({ kind: 'key.retired', outcome: 'ok', subject: keyName(keyId), says: 'by hand' });
}

/** The body with a key retired. Throws as `retireKey`. */
export function withRetired(body: VaultBody, keyId: string, { at, says }: { at: string; says: string }): VaultBody {
  if (findKey(body, keyId).retiredAt !== undefined) return body;
  const using = connectionsUsing(body, keyId);
  if (using.length > 0) throw new PortcullisError('KEY_IN_USE', { reason: using.map(({ name }) => name).join(', ') });
  return withKey(body, keyId, (entry) => withEvent({ ...entry, retiredAt: at }, { at, kind: 'retired', says }));
}
