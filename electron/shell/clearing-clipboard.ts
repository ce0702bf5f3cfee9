import type { Clipboard } from './port.ts';

/** How long sensitive text may stay on the clipboard, in milliseconds. */
export const CLEAR_AFTER_MS = 30_000;

/** Copies text, and takes sensitive text off the clipboard again after 30 s, on lock and on quit, unless something else was copied since. */
export class ClearingClipboard {
  readonly #clipboard: Clipboard;
  #pending: { text: string; timer: NodeJS.Timeout } | undefined;

  constructor(clipboard: Clipboard) {
    this.#clipboard = clipboard;
  }

  /** Throws `CLIPBOARD_REFUSED`. */
  async copy(text: string, sensitive: boolean): Promise<void> {
    await this.#clipboard.write(text);
    clearTimeout(this.#pending?.timer);
    this.#pending = undefined;
    if (!sensitive) return;
    const timer = setTimeout(() => void this.clear(), CLEAR_AFTER_MS);
    timer.unref();
    this.#pending = { text, timer };
  }

  /** Clears now what is still ours to clear. A host that cannot read the clipboard clears it anyway: better too much than a secret left. */
  async clear(): Promise<void> {
    const pending = this.#pending;
    if (!pending) return;
    clearTimeout(pending.timer);
    this.#pending = undefined;
    const current = await this.#clipboard.read().catch(() => undefined);
    if (current === undefined || current === pending.text) await this.#clipboard.write('').catch(() => {});
  }
}
