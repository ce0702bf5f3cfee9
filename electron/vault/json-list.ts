/** Entries that share one piece of bytes: when one of them changes, this many are written anew. */
const GROUP = 64;

type Group = { readonly entries: readonly object[]; readonly bytes: Buffer };

/** The inside of a JSON array of entries that are never mutated: groups of entries that are the same objects as the last time keep their bytes. */
export class JsonList {
  readonly #check: (entry: object) => void;
  #groups: Group[] = [];

  /** `check` throws for an entry that must not be written. */
  constructor(check: (entry: object) => void) {
    this.#check = check;
  }

  /** The entries as JSON, separated by commas, without brackets. */
  encode(entries: readonly object[]): Buffer[] {
    const next: Group[] = [];
    for (let start = 0; start < entries.length; start += GROUP) {
      const known = this.#groups[next.length];
      next.push(known && sameAt(known.entries, entries, start) ? known : this.#group(entries.slice(start, start + GROUP), start > 0));
    }
    this.#groups = next;
    return next.map(({ bytes }) => bytes);
  }

  forget(): void {
    for (const { bytes } of this.#groups) bytes.fill(0);
    this.#groups = [];
  }

  #group(entries: readonly object[], hasPrevious: boolean): Group {
    for (const entry of entries) this.#check(entry);
    const json = JSON.stringify(entries).slice(1, -1);
    return { entries, bytes: Buffer.from(hasPrevious ? `,${json}` : json) };
  }
}

function sameAt(group: readonly object[], entries: readonly object[], start: number): boolean {
  return group.length === Math.min(GROUP, entries.length - start) && group.every((entry, i) => entry === entries[start + i]);
}
