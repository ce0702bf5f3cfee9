const USUAL = [7, 14, 30, 60];

/** The lengths of an overlap to choose from, with the present one among them. */
export function overlapChoices(present: number): { value: string; label: string }[] {
  const days = [...new Set([...USUAL, ...(present > 0 ? [present] : [])])].toSorted((a, b) => a - b);
  return days.map((value) => ({ value: String(value), label: value === 1 ? '1 day' : `${value} days` }));
}
