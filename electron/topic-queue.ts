import type { Topic } from '../shared/ipc/contract.ts';

/** Long enough to join what one click changes, short enough not to be seen, in milliseconds. */
const GATHER_MS = 20;

/** Gathers the topics that changed and tells them together. */
export class TopicQueue {
  readonly #gathered = new Set<Topic>();
  #timer: NodeJS.Timeout | undefined;
  #deliver: (topics: Topic[]) => void = () => undefined;

  deliverTo(deliver: (topics: Topic[]) => void): void {
    this.#deliver = deliver;
  }

  add(topics: readonly Topic[]): void {
    if (topics.length === 0) return;
    for (const topic of topics) this.#gathered.add(topic);
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#deliver = () => undefined;
  }

  #flush(): void {
    this.#timer = undefined;
    const topics = [...this.#gathered];
    this.#gathered.clear();
    this.#deliver(topics);
  }
}
