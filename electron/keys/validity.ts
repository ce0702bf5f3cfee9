import { DAY_MS } from '../../shared/days.ts';
import { PortcullisError } from '../../shared/errors.ts';

/** How long a key shall be good for, as a person gives it. */
export type WantedValidity = {
  /** ISO 8601; by default now. */
  validFrom?: string | undefined;
  /** Days from then to the end; by default a year. */
  validDays?: number | undefined;
  /** ISO 8601; goes before `validDays`. */
  validTill?: string | undefined;
};

/** ISO 8601 in UTC, in whole seconds, which is all that Wise's dates hold. */
export type Validity = { validFrom: string; validTill: string };

const DEFAULT_DAYS = 365;
const LONGEST_DAYS = 3653;

/** Throws `KEY_DATES` when the end is not after the start, has passed, or is more than ten years after the start. */
export function validityOf({ validFrom, validDays = DEFAULT_DAYS, validTill }: WantedValidity, now: number): Validity {
  const start = wholeSeconds(validFrom === undefined ? now : Date.parse(validFrom));
  const end = validTill === undefined ? start + validDays * DAY_MS : wholeSeconds(Date.parse(validTill));
  if (end <= start) throw new PortcullisError('KEY_DATES', { field: 'validTill', reason: 'The last day is not after the first.' });
  if (end <= now) throw new PortcullisError('KEY_DATES', { field: 'validTill', reason: 'The last day has passed.' });
  if (end - start > LONGEST_DAYS * DAY_MS) throw new PortcullisError('KEY_DATES', { field: 'validTill', reason: 'A key is good for ten years at most.' });
  return { validFrom: new Date(start).toISOString(), validTill: new Date(end).toISOString() };
}

/** Such as "valid 2026-11-22 to 2027-11-22 (UTC)". */
export function validityWords({ validFrom, validTill }: Validity): string {
  return `valid ${validFrom.slice(0, 10)} to ${validTill.slice(0, 10)} (UTC)`;
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
