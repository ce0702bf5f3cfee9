/** As far ahead as a reminder goes, in days. */
export const LONGEST_REMINDER = 3650;
/** Offered at first, in days. */
export const USUAL_REMINDER = 90;

/** What stands in a field of days: a number, null where it is empty, undefined where it does not fit. */
export function reminderOf(typed: number | string): number | null | undefined {
  if (typed === '') return null;
  return typeof typed === 'number' && Number.isInteger(typed) && typed >= 1 && typed <= LONGEST_REMINDER ? typed : undefined;
}
