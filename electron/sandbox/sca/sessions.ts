/** As Wise states it. */
const SESSION_SECONDS = 300;

/** Who has proved something lately, in memory only: calls of low risk are let through. `now` is in milliseconds since 1970. */
export class ScaSessions {
  /** User to its end, in milliseconds since 1970. */
  readonly #ends = new Map<number, number>();

  open(userId: number, now: number): void {
    this.#ends.set(userId, now + SESSION_SECONDS * 1000);
  }

  isOpen(userId: number, now: number): boolean {
    return now < (this.#ends.get(userId) ?? 0);
  }
}
