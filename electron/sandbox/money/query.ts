import { quote, type Call } from '../call.ts';
import { refuse } from './refuse.ts';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+ -]\d\d:\d\d)$/i;

/** A whole number of the query, 0 or more. Ends the call with 400 for anything else. */
export function readWhole(call: Call, name: string, otherwise: number): number {
  const text = call.query.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text)) return refuse(call, 400, 'NOT_VALID', `${name} must be a whole number; it is ${quote(text)}.`, name);
  return Number(text);
}

/** A time of the query in milliseconds since 1970; undefined without one. Ends the call with 400 for anything but a date-time (RFC 3339). */
export function readInstant(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  // A plus sign that was not encoded arrives as a space.
  const at = Date.parse(text.replace(' ', '+'));
  if (!DATE_TIME.test(text) || Number.isNaN(at)) return refuse(call, 400, 'NOT_VALID', `${name} must be a time such as 2026-11-24T09:30:00.000Z; it is ${quote(text)}.`, name);
  return at;
}
