import { PortcullisError } from '../../shared/errors.ts';

/** What is under way now, by deed: of each one at a time, whoever asks and from wherever. */
export class OneAtATime {
  readonly #running = new Map<string, Promise<unknown>>();

  /** Throws `APPROVAL_UNDER_WAY` while another work on the same deed runs. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.#running.has(key)) throw new PortcullisError('APPROVAL_UNDER_WAY');
    const running = work();
    this.#running.set(key, running);
    try {
      return await running;
    } finally {
      this.#running.delete(key);
    }
  }

  /** Resolves when what runs now has ended. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }
}
