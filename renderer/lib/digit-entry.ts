/** Digits being typed, kept as numbers in one array that is wiped: a text could not be. */
export class DigitEntry {
  readonly #digits: number[];
  #count = 0;

  /** `length`: digits that make it whole. */
  constructor(length: number) {
    this.#digits = Array.from({ length }, () => 0);
  }

  get count(): number {
    return this.#count;
  }

  get isWhole(): boolean {
    return this.#count === this.#digits.length;
  }

  /** Takes the digits of what was typed or pasted, as many as there is room for; all else is passed over. */
  insert(text: string): void {
    for (const character of text) {
      if (this.isWhole) return;
      if (character >= '0' && character <= '9') this.#digits[this.#count++] = Number(character);
    }
  }

  removeLast(): void {
    if (this.#count > 0) this.#digits[--this.#count] = 0;
  }

  /** Takes these digits in place of what is there. */
  put(digits: readonly number[]): void {
    this.wipe();
    for (const digit of digits.slice(0, this.#digits.length)) this.#digits[this.#count++] = digit;
  }

  /** Are these the digits that are there? */
  matches(digits: readonly number[]): boolean {
    return digits.length === this.#count && digits.every((digit, index) => digit === this.#digits[index]);
  }

  /** A copy, which is the caller's to wipe. */
  copy(): number[] {
    return this.#digits.slice(0, this.#count);
  }

  wipe(): void {
    this.#digits.fill(0);
    this.#count = 0;
  }
}

/** What a `beforeinput` event does to the entry. Everything else it could do, such as undo, does nothing. */
export function applyInput(entry: DigitEntry, inputType: string, data: string | null, isRange: boolean): void {
  if (inputType.startsWith('delete')) {
    if (isRange || inputType !== 'deleteContentBackward') entry.wipe();
    else entry.removeLast();
    return;
  }
  if (!inputType.startsWith('insert') || data === null) return;
  // Pasted digits are the whole of it; typed over a selection they take its place.
  if (isRange || inputType === 'insertFromPaste' || inputType === 'insertFromDrop') entry.wipe();
  entry.insert(data);
}
