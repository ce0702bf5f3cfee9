import { randomUUID } from 'node:crypto';
import type { AlgorithmId } from '../../shared/model/algorithms.ts';
import type { KeySummary } from '../../shared/model/views.ts';
import { generateKey } from '../jose/generate.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { KeyEntry } from '../vault/body.ts';
import { keyName } from './entry.ts';
import { summarizeKey } from './summary.ts';
import type { KeyUsage } from './usage.ts';
import { validityOf, validityWords, type WantedValidity } from './validity.ts';

export type NewKey = WantedValidity & {
  algorithm: AlgorithmId;
  /** Empty: the algorithm and the day, such as "ES512 2026-11-22". */
  label: string;
};

export type KeyDeps = { vault: VaultStore; audit: Audit; usage: KeyUsage; now?: Clock };

/** Makes a key pair and puts it into the vault. Wise does not have it yet. Throws `KEY_DATES`. */
export async function createKey({ vault, audit, usage, now = Date.now }: KeyDeps, wanted: NewKey): Promise<KeySummary> {
  vault.read();
  const entry = await newKeyEntry(wanted, now());
  const body = await vault.update((before) => ({ ...before, keys: [...before.keys, entry] }));
  await auditMade(audit, entry);
  return summarizeKey(entry, body, usage, now());
}

/** A new key as the vault keeps it; not in it yet. Throws `KEY_DATES`. */
export async function newKeyEntry({ algorithm, label, ...dates }: NewKey, now: number): Promise<KeyEntry> {
  const validity = validityOf(dates, now);
  const { privateJwk, thumbprint } = await generateKey(algorithm);
  const madeAt = new Date(Math.floor(now / 1000) * 1000).toISOString();
  return {
    id: randomUUID(),
    label: label || ownLabel(algorithm, madeAt),
    algorithm, thumbprint, privateJwk, madeAt,
    ...validity,
    origin: 'made',
    uses: 0,
    usedBy: [],
    uploads: [],
    history: [{ at: madeAt, kind: 'made', says: `${algorithm}, ${validityWords(validity)}` }],
  };
}

/** Records that a key was made. */
export async function auditMade(audit: Audit, { id, algorithm, thumbprint }: KeyEntry): Promise<void> {
  await audit({ kind: 'key.made', outcome: 'ok', subject: keyName(id), says: `${algorithm}, thumbprint ${thumbprint}` });
}

/** The label of a key that was given none, such as "ES512 2026-11-22". */
export function ownLabel(algorithm: AlgorithmId, madeAt: string): string {
  return `${algorithm} ${madeAt.slice(0, 10)}`;
}
