import type { ExpiryItem } from '../../shared/model/expiry.ts';
import type { Audit, Clock } from '../ports.ts';
import type { VaultBody } from '../vault/body.ts';
import type { VaultEvent } from '../vault/open-vault.ts';
import { type KeptExpiry, keptOf, NOTHING_KEPT, type ToldExpiry } from './kept.ts';
import { expiryOf } from './list.ts';
import { lockedExpiry } from './locked.ts';
import { noticesOf, tidyTold } from './notices.ts';
import { noticeText } from './notice-text.ts';

/** The wall clock is looked at this often: timers stand still while a machine sleeps. */
const LOOK_EVERY_MS = 60_000;
const CHECK_EVERY_MS = 3_600_000;
/** After an unlock or a change; what comes within this time is told together. */
const SOON_MS = 1_000;

/** What is remembered outside the vault, in the clear. Writing it never throws. */
export type ExpiryMemory = {
  readonly expiry: KeptExpiry;
  rememberExpiry(kept: KeptExpiry): void;
  readonly toldExpiry: ToldExpiry;
  rememberToldExpiry(told: ToldExpiry): void;
  flush(): void;
};

export type ExpiryWatchDeps = {
  vault: { readonly isUnlocked: boolean; read(): VaultBody; state(): Promise<'absent' | 'locked' | 'unlocked'>; onChange(listener: (event: VaultEvent) => void): () => void };
  memory: ExpiryMemory;
  /** Shows a desktop notification. */
  notify(title: string, body: string): void;
  audit: Audit;
  /** The lists that screens show may have changed, for time has passed. */
  onHour(): void;
  now?: Clock;
};

/**
 * Keeps the list of what ends for the lock screen, and tells before it is too late, once for each threshold; also while the vault is locked.
 * Nothing that goes wrong here stops anything else.
 */
export class ExpiryWatch {
  readonly #deps: ExpiryWatchDeps;
  readonly #now: Clock;
  readonly #stopListening: () => void;
  readonly #timer: NodeJS.Timeout;
  #soon: NodeJS.Timeout | undefined;
  #checkedAt: number;

  constructor(deps: ExpiryWatchDeps) {
    this.#deps = deps;
    this.#now = deps.now ?? Date.now;
    this.#checkedAt = this.#now();
    this.#stopListening = deps.vault.onChange((event) => this.#changed(event));
    // It may be loaded after the unlock.
    if (deps.vault.isUnlocked) this.#keep(deps.vault.read());
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
    void this.#forgetWithoutVault().then(() => this.#checkSoon());
  }

  close(): void {
    this.#stopListening();
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
  }

  /** Tells what is due now. */
  check(): void {
    this.#checkedAt = this.#now();
    const { memory } = this.#deps;
    const { items, mayNotify } = this.#known();
    if (!mayNotify) return;
    const { due, told } = noticesOf(items, memory.toldExpiry, this.#now());
    const tidied = this.#deps.vault.isUnlocked ? tidyTold(told, items) : told;
    if (same(tidied, memory.toldExpiry)) return;
    memory.rememberToldExpiry(tidied);
    memory.flush();
    if (due.length > 0) this.#tell(due);
  }

  /** While locked, what was kept; else all. */
  #known(): { items: ExpiryItem[]; mayNotify: boolean } {
    const { vault, memory } = this.#deps;
    if (!vault.isUnlocked) return { items: lockedExpiry({ preferences: memory, now: this.#now }), mayNotify: memory.expiry.notify };
    const body = vault.read();
    return { items: expiryOf(body, this.#now()), mayNotify: body.settings.notifyExpiry };
  }

  #tell(due: readonly ExpiryItem[]): void {
    const { title, body } = noticeText(due, this.#now());
    try {
      this.#deps.notify(title, body);
    } catch {
      // A host without notifications: screens and calendar still tell.
    }
    void this.#deps.audit({ kind: 'expiry.notified', outcome: 'ok', subject: title, says: body }).catch(() => undefined);
  }

  #changed(event: VaultEvent): void {
    if (event === 'locked') return this.#deps.memory.flush();
    this.#keep(this.#deps.vault.read());
    this.#checkSoon();
  }

  #keep(body: VaultBody): void {
    const { memory } = this.#deps;
    const { showExpiryWhileLocked, notifyExpiry } = body.settings;
    if (!showExpiryWhileLocked) return this.#forget();
    const kept = { notify: notifyExpiry, items: keptOf(expiryOf(body, this.#now()), this.#now()) };
    if (!same(kept, memory.expiry)) memory.rememberExpiry(kept);
  }

  /** On disk at once: it is what the person asked for. */
  #forget(): void {
    const { memory } = this.#deps;
    if (same(memory.expiry, NOTHING_KEPT)) return;
    memory.rememberExpiry(NOTHING_KEPT);
    memory.flush();
  }

  /** What an earlier vault in this folder left behind. */
  async #forgetWithoutVault(): Promise<void> {
    const state = await this.#deps.vault.state().catch(() => undefined);
    if (state !== 'absent') return;
    this.#forget();
    this.#deps.memory.rememberToldExpiry({});
  }

  #checkSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.check();
    }, SOON_MS).unref();
  }

  /** By the wall clock, also when it was set back. */
  #look(): void {
    const passed = this.#now() - this.#checkedAt;
    if (passed >= 0 && passed < CHECK_EVERY_MS) return;
    this.check();
    this.#deps.onHour();
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
