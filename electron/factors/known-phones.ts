import type { WisePhone } from '../wise/phone-numbers.ts';
import type { FactorsAt } from './entry.ts';

/** Phone numbers that Wise told of, in memory only, until the lock. Null: Wise has none. */
export class KnownPhones {
  readonly #known = new Map<string, WisePhone | null>();

  get(at: FactorsAt): WisePhone | null | undefined {
    return this.#known.get(keyOf(at));
  }

  keep(at: FactorsAt, phone: WisePhone | null): void {
    this.#known.set(keyOf(at), phone);
  }

  clear(): void {
    this.#known.clear();
  }
}

function keyOf({ connectionId, profileId }: FactorsAt): string {
  return `${connectionId} ${profileId}`;
}
