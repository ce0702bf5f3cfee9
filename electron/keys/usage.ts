import type { VaultStore } from '../ports.ts';
import type { KeyEntry } from '../vault/body.ts';

/** Signatures made since the vault was last saved. Dates are ISO 8601. */
export type UnsavedUse = { uses: number; firstAt: string; lastAt: string };

/** How long a signature may wait to be counted in the file. */
const SAVE_AFTER_MS = 5_000;

/** Counts signatures without making each wait for a save: counts gather in memory and are saved together. */
export class KeyUsage {
  readonly #vault: VaultStore;
  readonly #saveAfterMs: number;
  readonly #unsaved = new Map<string, UnsavedUse>();
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(vault: VaultStore, saveAfterMs: number = SAVE_AFTER_MS) {
    this.#vault = vault;
    this.#saveAfterMs = saveAfterMs;
  }

  /** Counts one signature made at `at` (ISO 8601). */
  record(keyId: string, at: string): void {
    const before = this.#unsaved.get(keyId);
    this.#unsaved.set(keyId, { uses: (before?.uses ?? 0) + 1, firstAt: before?.firstAt ?? at, lastAt: at });
    // A save that fails here loses nothing: the counts stay and go with the next one, and `flush` on lock tells of the failure.
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), this.#saveAfterMs).unref();
  }

  unsaved(keyId: string): UnsavedUse | undefined {
    return this.#unsaved.get(keyId);
  }

  /** Saves what has gathered, as before a lock. Throws what the vault throws; the counts are then kept. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving = this.#saving.catch(() => undefined).then(() => this.#save());
    return this.#saving;
  }

  async #save(): Promise<void> {
    if (this.#unsaved.size === 0) return;
    const taken = new Map(this.#unsaved);
    await this.#vault.update((body) => ({ ...body, keys: body.keys.map((entry) => counted(entry, taken.get(entry.id))) }));
    for (const [id, { uses }] of taken) this.#subtract(id, uses);
  }

  #subtract(keyId: string, uses: number): void {
    const now = this.#unsaved.get(keyId)!;
    if (now.uses === uses) this.#unsaved.delete(keyId);
    else this.#unsaved.set(keyId, { ...now, uses: now.uses - uses });
  }
}

function counted(entry: KeyEntry, use: UnsavedUse | undefined): KeyEntry {
  if (!use) return entry;
  return { ...entry, uses: entry.uses + use.uses, firstUsedAt: entry.firstUsedAt ?? use.firstAt, lastUsedAt: use.lastAt };
}
