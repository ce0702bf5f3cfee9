/** Rows that PageUp and PageDown go. */
const PAGE = 10;

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  PageDown: (at, last) => Math.min(at + PAGE, last),
  PageUp: (at) => Math.max(at - PAGE, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** The row that a key goes to from row `at`, where `last` is the last one; undefined for a key that does not move. */
export function rowAfter(key: string, at: number, last: number): number | undefined {
  return STEPS[key]?.(at, last);
}

/** The rows to render, with the one in the tab order among them, so that the focus is never lost by scrolling. */
export function withActive(seen: readonly number[], active: number): number[] {
  return seen.includes(active) || active < 0 ? [...seen] : [...seen, active].toSorted((a, b) => a - b);
}
