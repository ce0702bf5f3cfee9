/** How often the wall clock is looked at: timers stand still while a machine sleeps, the clock does not. */
const LOOK_EVERY_MS = 5000;

type AutoLockOptions = {
  /** Called once when nobody did anything for so long. */
  onLock: () => void;
  /** Milliseconds since the epoch. */
  now?: () => number;
};

/** Locks after a time without anybody doing anything. A machine that slept past the deadline locks on waking. */
export class AutoLock {
  readonly #onLock: () => void;
  readonly #now: () => number;
  #idleMs = 0;
  #touchedAt = 0;
  #seenAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ onLock, now = Date.now }: AutoLockOptions) {
    this.#onLock = onLock;
    this.#now = now;
  }

  /** Starts to count; call it on unlock, and again when the setting changes. */
  start(minutes: number): void {
    this.#idleMs = minutes * 60_000;
    this.#touchedAt = this.#seenAt = this.#now();
    this.#look();
  }

  /** Somebody is there. After the deadline it is too late: then it locks. */
  touch(): void {
    if (this.#timer === undefined || this.#lockIfDue()) return;
    this.#touchedAt = this.#now();
    this.#look();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Milliseconds since the epoch; undefined while stopped. */
  get locksAt(): number | undefined {
    return this.#timer === undefined ? undefined : this.#touchedAt + this.#idleMs;
  }

  #look(): void {
    clearTimeout(this.#timer);
    const left = this.#touchedAt + this.#idleMs - this.#now();
    this.#timer = setTimeout(() => this.#lockIfDue() || this.#look(), Math.max(1, Math.min(left, LOOK_EVERY_MS))).unref();
  }

  #lockIfDue(): boolean {
    const now = this.#now();
    // A clock that was set back: what had passed stays passed.
    if (now < this.#seenAt) this.#touchedAt -= this.#seenAt - now;
    this.#seenAt = now;
    if (now - this.#touchedAt < this.#idleMs) return false;
    this.stop();
    this.#onLock();
    return true;
  }
}
