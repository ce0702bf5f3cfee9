import { createKey, type NewKey } from './create.ts';
import { createSigner } from './sign.ts';
import { KeyUsage } from './usage.ts';
import { PrivateKeys } from '../jose/private-keys.ts';
import { memoryAudit, memoryVault } from '../wise/testing/ports.ts';

/** The key use cases over a vault and an audit log in memory, for tests. */
export function keySide(vault = memoryVault(), audit = memoryAudit(), now = Date.now as () => number) {
  const usage = new KeyUsage(vault, 1_000_000);
  const deps = { vault, audit, usage, privateKeys: new PrivateKeys(), now };
  const make = async (change: Partial<NewKey> = {}) => createKey(deps, { algorithm: 'ES512', label: 'Payments', validDays: 365, ...change });
  return { ...deps, make, sign: createSigner(deps) };
}
