import { randomUUID } from 'node:crypto';
import { generateKey } from '../../electron/jose/generate.ts';
import type { KeyEntry } from '../../electron/vault/body.ts';

/** Entries that differ in all but the key pair, which is made once. */
export async function manyKeys(count: number): Promise<KeyEntry[]> {
  const { privateJwk, thumbprint } = await generateKey('ES512');
  const at = new Date().toISOString();
  return Array.from({ length: count }, (_, i) => ({
    id: randomUUID(), label: `Key number ${i}`, algorithm: 'ES512', thumbprint, privateJwk: { ...privateJwk },
    validFrom: at, validTill: new Date(Date.now() + i * 3_600_000).toISOString(), madeAt: at, origin: 'made', uses: i, usedBy: [], uploads: [],
    history: [{ at, kind: 'made', says: 'ES512, good for 365 days' }],
  }));
}
