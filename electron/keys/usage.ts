import type { VaultStore } from '../ports.ts';
import type { KeyEntry } from '../vault/body.ts';
import { LaterSave } from '../vault/later-save.ts';

/** How often something was done, and when first and last (ISO 8601). */
type Tally = { uses: number; firstAt: string; lastAt: string };
type ConnectionTally = KeyEntry['usedBy'][number];

/** Uses since the vault was last saved; `usedBy` holds those over a connection. */
export type UnsavedUse = Tally & { usedBy: ConnectionTally[] };

/** Stands for the uses outside of a connection; no id is empty. */
const NO_CONNECTION = '';

/** One key's uses, by connection. */
type Tallies = Map<string, Tally>;

/** Counts uses of private keys without making each wait for a save: counts gather in memory and are saved together. */
export class KeyUsage {
  readonly #vault: VaultStore;
  readonly #later: LaterSave;
  readonly #unsaved = new Map<string, Tallies>();

  constructor(vault: VaultStore, saveAfterMs?: number) {
    this.#vault = vault;
    this.#later = new LaterSave(() => this.#save(), saveAfterMs);
  }

  /** Counts one use at `at` (ISO 8601), over a connection if one is named. */
  record(keyId: string, at: string, connectionId: string = NO_CONNECTION): void {
    const tallies = this.#unsaved.get(keyId) ?? new Map<string, Tally>();
    tallies.set(connectionId, added(tallies.get(connectionId), { uses: 1, firstAt: at, lastAt: at }));
    this.#unsaved.set(keyId, tallies);
    this.#later.soon();
  }

  unsaved(keyId: string): UnsavedUse | undefined {
    const tallies = this.#unsaved.get(keyId);
    return tallies && summed(tallies);
  }

  /** Saves what has gathered, as before a lock. Throws what the vault throws; the counts are then kept. */
  async flush(): Promise<void> {
    return this.#later.flush();
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
