const SAVE_AFTER_MS = 5_000;

/** Saves what gathers in memory, such as counts of uses: a moment after the first of it, and one save after another. */
export class LaterSave {
  readonly #save: () => Promise<void>;
  readonly #afterMs: number;
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  /** When `save` rejects, it keeps what it could not save for the next time. */
  constructor(save: () => Promise<void>, afterMs: number = SAVE_AFTER_MS) {
    this.#save = save;
    this.#afterMs = afterMs;
  }

  /** Within `afterMs`. A save that fails then loses nothing: it goes with the next one, and `flush` on lock tells of the failure. */
  soon(): void {
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), this.#afterMs).unref();
  }

  /** At once. Throws what `save` throws. */
  async flush(): Promise<void> {
    this.cancel();
    this.#saving = this.#saving.catch(() => undefined).then(() => this.#save());
    return this.#saving;
  }

  /** What `soon` had promised is off. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
