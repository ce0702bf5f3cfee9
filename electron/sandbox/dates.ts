const WISE_DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Wise's `yyyy-MM-dd HH:mm:ss` (UTC) in milliseconds since 1970; undefined where it is not such a date, or not a day of the calendar. */
export function parseWiseDate(value: unknown): number | undefined {
  if (typeof value !== 'string' || !WISE_DATE.test(value)) return undefined;
  const time = Date.parse(`${value.replace(' ', 'T')}Z`);
  return Number.isNaN(time) || formatWiseDate(time) !== value ? undefined : time;
}

function formatWiseDate(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}
