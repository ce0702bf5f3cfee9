import { Secret } from '../wise/secret.ts';

const MOST_KEPT = 20;
/** Characters. */
const LONGEST_KEPT = 1024 * 1024;

/** Whole answers to approved calls, by their record: in memory only, the newest twenty. */
export class KeptAnswers {
  readonly #answers = new Map<string, Secret<string>>();

  add(recordId: string, text: string): void {
    if (text.length > LONGEST_KEPT) return;
    this.#answers.set(recordId, new Secret(text));
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= MOST_KEPT) break;
      this.#answers.delete(oldest);
    }
  }

  get(recordId: string): string | undefined {
    return this.#answers.get(recordId)?.reveal();
  }

  forget(): void {
    this.#answers.clear();
  }
}
