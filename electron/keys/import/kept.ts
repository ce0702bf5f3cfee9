import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../../shared/errors.ts';

export const KEEP_MS = 5 * 60_000;
/** More tries than a person has going at once; the oldest is dropped. */
const MOST_KEPT = 8;

/** Keeps what is being imported for five minutes or until the lock; then its bytes are zeroed. */
export class Kept<T> {
  readonly #bytesOf: (value: T) => readonly Buffer[];
  readonly #kept = new Map<string, { value: T; timer: NodeJS.Timeout }>();

  /** `bytesOf`: all that was read of a value. */
  constructor(bytesOf: (value: T) => readonly Buffer[]) {
    this.#bytesOf = bytesOf;
  }

  /** Answers the id under which it is kept from now on; under `importId` it takes the place of what was there. */
  keep(value: T, importId: string = randomUUID()): string {
    const before = this.#kept.get(importId);
    clearTimeout(before?.timer);
    const still = this.#bytesOf(value);
    if (before) wipe(this.#bytesOf(before.value).filter((bytes) => !still.includes(bytes)));
    const timer = setTimeout(() => this.drop(importId), KEEP_MS).unref();
    this.#kept.delete(importId);
    this.#kept.set(importId, { value, timer });
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.drop(oldest);
    return importId;
  }

  /** Throws `IMPORT_GONE`. */
  get(importId: string): T {
    const kept = this.#kept.get(importId);
    if (!kept) throw new PortcullisError('IMPORT_GONE');
    return kept.value;
  }

  drop(importId: string): void {
    const kept = this.#kept.get(importId);
    clearTimeout(kept?.timer);
    if (kept) wipe(this.#bytesOf(kept.value));
    this.#kept.delete(importId);
  }

  /** Drops everything, as on lock. */
  clear(): void {
    for (const importId of this.#kept.keys()) this.drop(importId);
  }
}

function wipe(buffers: readonly Buffer[]): void {
  for (const bytes of buffers) bytes.fill(0);
}
