import { PortcullisError } from '../../shared/errors.ts';
import type { PrivateKeys } from '../jose/private-keys.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { KeyEntry } from '../vault/body.ts';
import { findKey, keyName } from './entry.ts';
import type { KeyUsage } from './usage.ts';

export type KeyUseDeps = { vault: VaultStore; audit: Audit; privateKeys: PrivateKeys; usage: KeyUsage; now?: Clock };

export type KeyUse<C> = {
  keyId: string;
  /** For a call over this connection; absent for a use outside of one. */
  connectionId: string | undefined;
  /** May the key be used for this? Throws what speaks against it. */
  check: (entry: KeyEntry, now: number) => C;
};

/** A key that may be used now, and how its use is recorded. */
export type ReadyKey<C> = {
  key: CryptoKey;
  checked: C;
  /** Writes the audit line without which the result must not be handed out. */
  audited: (says: string) => Promise<void>;
  counted: () => void;
  /** Audits why it did not work after all, and throws it on. */
  failed: (thrown: unknown) => Promise<never>;
};

/** Readies a private key of the vault for one use. Throws `VAULT_LOCKED`, `KEY_NOT_FOUND`, and what `check` throws, which is audited. */
export async function readyKey<C>({ vault, audit, privateKeys, usage, now = Date.now }: KeyUseDeps, { keyId, connectionId, check }: KeyUse<C>): Promise<ReadyKey<C>> {
  const told = (outcome: 'ok' | 'refused' | 'failed', says: string) => audit({ kind: 'key.used', outcome, subject: keyName(keyId), says });
  const stopped = (outcome: 'refused' | 'failed') => async (thrown: unknown): Promise<never> => {
    if (thrown instanceof PortcullisError) await told(outcome, thrown.code);
    throw thrown;
  };
  const checkNow = async (): Promise<{ entry: KeyEntry; checked: C }> => {
    const entry = findKey(vault.read(), keyId);
    try {
      return { entry, checked: check(entry, now()) };
    } catch (thrown) {
      return stopped('refused')(thrown);
    }
  };
  const { entry } = await checkNow();
  const key = await privateKeys.get(entry);
  // Locked or retired meanwhile: then the key is not used any more.
  const { checked } = await checkNow();
  return {
    key, checked,
    audited: (says) => told('ok', says),
    counted: () => usage.record(keyId, new Date(now()).toISOString(), connectionId),
    failed: stopped('failed'),
  };
}

/** Throws `KEY_RETIRED`. */
export function assertNotRetired({ retiredAt }: KeyEntry): void {
  if (retiredAt !== undefined) throw new PortcullisError('KEY_RETIRED');
}

/** Throws `KEY_NOT_YET_VALID`. */
export function assertBegun({ validFrom }: KeyEntry, now: number): void {
  if (Date.parse(validFrom) > now) throw new PortcullisError('KEY_NOT_YET_VALID', { retryAfterMs: Date.parse(validFrom) - now });
}
