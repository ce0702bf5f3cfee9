import type { Clipboard } from './port.ts';

/** How long sensitive text may stay on the clipboard, in milliseconds. */
export const CLEAR_AFTER_MS = 30_000;
/** How long clearing may hold up what comes after it, in milliseconds. */
const CLEAR_WITHIN_MS = 1_000;

/** Copies text, and takes sensitive text off the clipboard again after 30 s, on lock and on quit, unless something else was copied since. */
export class ClearingClipboard {
  readonly #clipboard: Clipboard;
  #pending: { text: string; timer: NodeJS.Timeout } | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(clipboard: Clipboard) {
    this.#clipboard = clipboard;
  }

  /** Throws `CLIPBOARD_REFUSED`. */
  copy(text: string, sensitive: boolean): Promise<void> {
    return this.#inTurn(async () => {
      await this.#clipboard.write(text);
      clearTimeout(this.#pending?.timer);
      this.#pending = undefined;
      if (!sensitive) return;
      const timer = setTimeout(() => void this.clear(), CLEAR_AFTER_MS);
      timer.unref();
      this.#pending = { text, timer };
    });
  }

  /**
   * Clears now what is still ours to clear; after a copy that is under way. A host that cannot read the clipboard clears it anyway: better too much
   * than a secret left. Never rejects; resolves after a second at the latest, for a page that hangs must hold up neither a lock nor the end.
   */
  async clear(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, CLEAR_WITHIN_MS);
    await Promise.race([this.#inTurn(() => this.#clear()), late]);
    clearTimeout(timer);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #clear(): Promise<void> {
    const pending = this.#pending;
    if (!pending) return;
    clearTimeout(pending.timer);
    this.#pending = undefined;
    const current = await this.#clipboard.read().catch(() => undefined);
    if (current === undefined || current === pending.text) await this.#clipboard.write('').catch(() => {});
  }
}
