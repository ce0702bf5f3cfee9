import type { VaultStore } from '../ports.ts';
import type { TokenEntry } from '../vault/body.ts';
import type { VaultEvent } from '../vault/open-vault.ts';
import type { WiseLink } from '../wise/clients.ts';
import { fewAtOnce } from './few-at-once.ts';
import type { UserTokens } from './user-tokens.ts';

export type TokenKeeperDeps = {
  vault: Pick<VaultStore, 'read'> & { readonly isUnlocked: boolean; onChange(listener: (event: VaultEvent) => void): () => void };
  userTokens: Pick<UserTokens, 'isDueAhead' | 'refreshAhead'>;
  /** Throws when the connection cannot be reached at all. */
  linkOf(connectionId: string): Promise<WiseLink>;
};

/** The clock is looked at this often. */
const LOOK_EVERY_MS = 60_000;
/** Refreshes of one connection that go at the same time. */
const AT_ONCE = 4;

/** While the vault is open, refreshes what will end soon. What has ended already waits for its next use: a machine that wakes up is not to call Wise for every token it has. */
export class TokenKeeper {
  readonly #deps: TokenKeeperDeps;
  readonly #stopListening: () => void;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(deps: TokenKeeperDeps) {
    this.#deps = deps;
    this.#stopListening = deps.vault.onChange((event) => this.#changed(event));
    // It may be loaded after the unlock.
    if (deps.vault.isUnlocked) this.#start();
  }

  /** Refreshes what is due now; one look at a time. What goes wrong is on record with the token, and stops nothing else. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Until the next unlock. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  close(): void {
    this.stop();
    this.#stopListening();
  }

  #changed(event: VaultEvent): void {
    if (event === 'unlocked') this.#start();
    if (event === 'locked') this.stop();
  }

  #start(): void {
    this.#timer ??= setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  async #look(): Promise<void> {
    const { vault, userTokens } = this.#deps;
    if (!vault.isUnlocked) return;
    const due = vault.read().tokens.filter((entry) => userTokens.isDueAhead(entry));
    const byConnection = Map.groupBy(due, ({ connectionId }) => connectionId);
    await Promise.all([...byConnection].map(([connectionId, entries]) => this.#refresh(connectionId, entries)));
  }

  async #refresh(connectionId: string, entries: readonly TokenEntry[]): Promise<void> {
    const { userTokens, linkOf } = this.#deps;
    const link = await linkOf(connectionId).catch(() => undefined);
    if (!link) return;
    await fewAtOnce(entries, AT_ONCE, ({ id }) => userTokens.refreshAhead(link, id).catch(() => undefined));
  }
}
