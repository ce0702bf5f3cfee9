import { randomUUID } from 'node:crypto';
import type { AlgorithmId } from '../../shared/model/algorithms.ts';
import type { KeySummary } from '../../shared/model/views.ts';
import { generateKey } from '../jose/generate.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { KeyEntry } from '../vault/body.ts';
import { keyName } from './entry.ts';
import { summarizeKey } from './summary.ts';
import type { KeyUsage } from './usage.ts';

export type NewKey = {
  algorithm: AlgorithmId;
  /** Empty: the algorithm and the day, such as "ES512 2026-11-22". */
  label: string;
  /** ISO 8601; by default now. */
  validFrom?: string | undefined;
  /** Days from then to the end; by default a year. */
  validDays?: number | undefined;
  /** ISO 8601; goes before `validDays`. */
  validTill?: string | undefined;
};

const DAY_MS = 86_400_000;

/** Makes a key pair and puts it into the vault. Wise does not have it yet. */
export async function createKey(
  { vault, audit, usage, now = Date.now }: { vault: VaultStore; audit: Audit; usage: KeyUsage; now?: Clock },
  { algorithm, label, validDays }: NewKey,
): Promise<KeySummary> {
  vault.read();
  const { privateJwk, thumbprint } = await generateKey(algorithm);
  // Wise's dates are in whole seconds.
  const start = Math.floor(now() / 1000) * 1000;
  const madeAt = instant(start);
  const entry: KeyEntry = {
    id: randomUUID(),
    label: label || `${algorithm} ${madeAt.slice(0, 10)}`,
    algorithm, thumbprint, privateJwk, madeAt,
    validFrom: madeAt,
    validTill: instant(start + validDays * DAY_MS),
    uses: 0,
    uploads: [],
    history: [{ at: madeAt, kind: 'made', says: `${algorithm}, good for ${validDays} days` }],
  };
  const body = await vault.update((before) => ({ ...before, keys: [...before.keys, entry] }));
  await audit({ kind: 'key.made', outcome: 'ok', subject: keyName(entry.id), says: `${algorithm}, thumbprint ${thumbprint}` });
  return summarizeKey(entry, body, usage, now());
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
