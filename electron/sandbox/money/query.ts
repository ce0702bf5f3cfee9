import { quote, type Call } from '../call.ts';
import { refuse } from './refuse.ts';

const DATE = /^\d{4}-\d\d-\d\d$/;
const DAY = 24 * 60 * 60 * 1000;

/** A whole number of the query, 0 or more. Ends the call with 400 for anything else. */
export function readWhole(call: Call, name: string, otherwise: number): number {
  const text = call.query.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text)) return refuse(call, 400, 'NOT_VALID', `${name} must be a whole number; it is ${quote(text)}.`, name);
  return Number(text);
}

/** A time of the query in milliseconds since 1970; undefined without one. A day alone is its start, or its `end`. Ends the call with 400 for what is no time. */
export function readInstant(call: Call, name: string, end?: 'end'): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  // A plus sign that was not encoded arrives as a space.
  const at = Date.parse(text.replace(' ', '+'));
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(at)) return refuse(call, 400, 'NOT_VALID', `${name} must be a time in ISO 8601; it is ${quote(text)}.`, name);
  return end && DATE.test(text) ? at + DAY - 1 : at;
}
