import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../../shared/errors.ts';
import type { Finding } from './finding.ts';

/** What was pasted, picked or dropped, and what was found in it. It holds private keys and never leaves main. */
export type KeptImport = { readonly bytes: Buffer; readonly fileName: string | undefined; readonly findings: readonly Finding[] };

export const KEEP_MS = 5 * 60_000;
/** More tries than a person has going at once; the oldest is dropped. */
const MOST_KEPT = 8;

/** Keeps what is being imported for five minutes or until the lock; then its bytes are zeroed. */
export class KeptImports {
  readonly #kept = new Map<string, KeptImport & { readonly timer: NodeJS.Timeout }>();

  /** Answers the id under which it is kept from now on; under `importId` it takes the place of what was there. */
  keep(kept: KeptImport, importId: string = randomUUID()): string {
    const before = this.#kept.get(importId);
    if (before && before.bytes !== kept.bytes) this.drop(importId);
    clearTimeout(before?.timer);
    const timer = setTimeout(() => this.drop(importId), KEEP_MS).unref();
    this.#kept.set(importId, { ...kept, timer });
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.drop(oldest);
    return importId;
  }

  /** Throws `IMPORT_GONE`. */
  get(importId: string): KeptImport {
    const kept = this.#kept.get(importId);
    if (!kept) throw new PortcullisError('IMPORT_GONE');
    return kept;
  }

  drop(importId: string): void {
    const kept = this.#kept.get(importId);
    clearTimeout(kept?.timer);
    kept?.bytes.fill(0);
    this.#kept.delete(importId);
  }

  /** Drops everything, as on lock. */
  clear(): void {
    for (const importId of this.#kept.keys()) this.drop(importId);
  }
}
