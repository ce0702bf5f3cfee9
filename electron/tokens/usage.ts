import type { TokenEntry, VaultBody } from '../vault/body.ts';
import { LaterSave } from '../vault/later-save.ts';
import { withToken } from './entry.ts';
import type { GroupCommit } from './group-commit.ts';

/** The last use since the vault was last saved (milliseconds since the epoch), and the access token that Wise took last. */
type Use = { lastAt: number; worked: string | undefined };

/** Notes when tokens were last used, without making each use wait for a save. Once a refreshed token has worked, the refresh token before it is dropped along with that. */
export class TokenUsage {
  readonly #saves: GroupCommit;
  readonly #later: LaterSave;
  #unsaved = new Map<string, Use>();

  constructor(saves: GroupCommit, saveAfterMs?: number) {
    this.#saves = saves;
    this.#later = new LaterSave(() => this.#save(), saveAfterMs);
  }

  /** `at`: milliseconds since the epoch. `worked`: the access token, where Wise took it. */
  record(tokenId: string, at: number, worked?: string): void {
    this.#unsaved.set(tokenId, added(this.#unsaved.get(tokenId), { lastAt: at, worked }));
    this.#later.soon();
  }

  /** When it was last used (ISO 8601), where that is not saved yet. */
  unsaved(tokenId: string): string | undefined {
    const use = this.#unsaved.get(tokenId);
    return use && new Date(use.lastAt).toISOString();
  }

  /** Saves what has gathered, as before a lock. Throws what the vault throws; the uses are then kept. */
  async flush(): Promise<void> {
    return this.#later.flush();
  }

  clear(): void {
    this.#later.cancel();
    this.#unsaved.clear();
  }

  async #save(): Promise<void> {
    if (this.#unsaved.size === 0) return;
    const taken = this.#unsaved;
    this.#unsaved = new Map();
    try {
      await this.#saves.save((body) => withUses(body, taken));
    } catch (thrown) {
      for (const [id, use] of this.#unsaved) taken.set(id, added(taken.get(id), use));
      this.#unsaved = taken;
      throw thrown;
    }
  }
}

function withUses(body: VaultBody, uses: ReadonlyMap<string, Use>): VaultBody {
  return [...uses].reduce((before, [id, use]) => withToken(before, id, (entry) => used(entry, use)), body);
}

function used(entry: TokenEntry, { lastAt, worked }: Use): TokenEntry {
  const { previousRefresh, ...rest } = entry;
  // Another pair may have come since.
  const hasWorked = worked !== undefined && worked === entry.access?.value;
  return { ...rest, ...(hasWorked || previousRefresh === undefined ? {} : { previousRefresh }), lastUsedAt: new Date(lastAt).toISOString() };
}

function added(before: Use | undefined, { lastAt, worked }: Use): Use {
  return { lastAt: Math.max(lastAt, before?.lastAt ?? 0), worked: worked ?? before?.worked };
}
