import type { VaultStore } from '../ports.ts';
import type { KeyEntry } from '../vault/body.ts';

/** How often something was done, and when first and last (ISO 8601). */
type Tally = { uses: number; firstAt: string; lastAt: string };
type ConnectionTally = KeyEntry['usedBy'][number];

/** Uses since the vault was last saved; `usedBy` holds those over a connection. */
export type UnsavedUse = Tally & { usedBy: ConnectionTally[] };

/** How long a use may wait to be counted in the file. */
const SAVE_AFTER_MS = 5_000;

/** Stands for the uses outside of a connection; no id is empty. */
const NO_CONNECTION = '';

/** One key's uses, by connection. */
type Tallies = Map<string, Tally>;

/** Counts uses of private keys without making each wait for a save: counts gather in memory and are saved together. */
export class KeyUsage {
  readonly #vault: VaultStore;
  readonly #saveAfterMs: number;
  readonly #unsaved = new Map<string, Tallies>();
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(vault: VaultStore, saveAfterMs: number = SAVE_AFTER_MS) {
    this.#vault = vault;
    this.#saveAfterMs = saveAfterMs;
  }

  /** Counts one use at `at` (ISO 8601), over a connection if one is named. */
  record(keyId: string, at: string, connectionId: string = NO_CONNECTION): void {
    const tallies = this.#unsaved.get(keyId) ?? new Map<string, Tally>();
    tallies.set(connectionId, added(tallies.get(connectionId), { uses: 1, firstAt: at, lastAt: at }));
    this.#unsaved.set(keyId, tallies);
    // A save that fails here loses nothing: the counts stay and go with the next one, and `flush` on lock tells of the failure.
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), this.#saveAfterMs).unref();
  }

  unsaved(keyId: string): UnsavedUse | undefined {
    const tallies = this.#unsaved.get(keyId);
    return tallies && summed(tallies);
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
    const taken = new Map([...this.#unsaved].map(([id, tallies]) => [id, new Map(tallies)]));
    await this.#vault.update((body) => ({ ...body, keys: body.keys.map((entry) => counted(entry, taken.get(entry.id))) }));
    for (const [id, tallies] of taken) this.#subtract(id, tallies);
  }

  /** What was counted while it was being saved goes with the next save. */
  #subtract(keyId: string, taken: Tallies): void {
    const left = this.#unsaved.get(keyId)!;
    for (const [connectionId, { uses }] of taken) {
      const now = left.get(connectionId)!;
      if (now.uses === uses) left.delete(connectionId);
      else left.set(connectionId, { ...now, uses: now.uses - uses });
    }
    if (left.size === 0) this.#unsaved.delete(keyId);
  }
}

/** The key with its uses counted in. */
function counted(entry: KeyEntry, tallies: Tallies | undefined): KeyEntry {
  if (!tallies) return entry;
  const { uses, firstAt, lastAt, usedBy } = summed(tallies);
  return { ...entry, uses: entry.uses + uses, firstUsedAt: entry.firstUsedAt ?? firstAt, lastUsedAt: lastAt, usedBy: mergeUsedBy(entry.usedBy, usedBy) };
}

/** Two counts by connection as one, in the order in which connections first came. */
export function mergeUsedBy(saved: readonly ConnectionTally[], unsaved: readonly ConnectionTally[]): ConnectionTally[] {
  const merged = new Map(saved.map((tally) => [tally.connectionId, tally]));
  for (const tally of unsaved) merged.set(tally.connectionId, { connectionId: tally.connectionId, ...added(merged.get(tally.connectionId), tally) });
  return [...merged.values()];
}

function summed(tallies: Tallies): UnsavedUse {
  const all = [...tallies.values()].reduce((before, tally) => added(before, tally));
  const usedBy = [...tallies].filter(([connectionId]) => connectionId !== NO_CONNECTION).map(([connectionId, tally]) => ({ connectionId, ...tally }));
  return { ...all, usedBy };
}

function added(before: Tally | undefined, { uses, firstAt, lastAt }: Tally): Tally {
  if (!before) return { uses, firstAt, lastAt };
  return {
    uses: before.uses + uses,
    firstAt: before.firstAt < firstAt ? before.firstAt : firstAt,
    lastAt: before.lastAt > lastAt ? before.lastAt : lastAt,
  };
}
