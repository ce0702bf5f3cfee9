import type { TokenEntry, VaultBody } from '../vault/body.ts';
import { withToken } from './entry.ts';
import type { GroupCommit } from './group-commit.ts';

/** The last use since the vault was last saved (ISO 8601), and the access token that Wise took last. */
type Use = { lastAt: string; worked?: string };

/** How long a use may wait to be noted in the file. */
const SAVE_AFTER_MS = 5_000;

/** Notes when tokens were last used, without making each use wait for a save. Once a refreshed token has worked, the refresh token before it is dropped along with that. */
export class TokenUsage {
  readonly #saves: GroupCommit;
  readonly #saveAfterMs: number;
  #unsaved = new Map<string, Use>();
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(saves: GroupCommit, saveAfterMs: number = SAVE_AFTER_MS) {
    this.#saves = saves;
    this.#saveAfterMs = saveAfterMs;
  }

  /** `worked`: the access token, where Wise took it. */
  record(tokenId: string, at: string, worked?: string): void {
    this.#unsaved.set(tokenId, added(this.#unsaved.get(tokenId), { lastAt: at, ...(worked === undefined ? {} : { worked }) }));
    // A save that fails here loses nothing: the uses stay and go with the next one, and `flush` on lock tells of the failure.
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), this.#saveAfterMs).unref();
  }

  /** When it was last used, where that is not saved yet. */
  unsaved(tokenId: string): string | undefined {
    return this.#unsaved.get(tokenId)?.lastAt;
  }

  /** Saves what has gathered, as before a lock. Throws what the vault throws; the uses are then kept. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving = this.#saving.catch(() => undefined).then(() => this.#save());
    return this.#saving;
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
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
  return { ...rest, ...(hasWorked || previousRefresh === undefined ? {} : { previousRefresh }), lastUsedAt: lastAt };
}

function added(before: Use | undefined, after: Use): Use {
  return { ...before, ...after, lastAt: before && before.lastAt > after.lastAt ? before.lastAt : after.lastAt };
}
