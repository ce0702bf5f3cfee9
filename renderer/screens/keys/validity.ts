import { DAY_MS as DAY } from '../../../shared/days.ts';
import type { Input } from '../../../shared/ipc/contract.ts';

const MOST_DAYS = 3653;

/** How long a key shall be valid, as the form has it. Dates are `yyyy-mm-dd`, each the first moment of its day in UTC. */
export type ValidityChoice = { length: '90' | '365' | '730' | 'custom'; from: string; till: string };

type Wanted = Pick<Input<'keys.create'>, 'validFrom' | 'validDays' | 'validTill'>;

/** A year from now on. */
export function usualValidity(now: number): ValidityChoice {
  return { length: '365', from: new Date(now).toISOString().slice(0, 10), till: new Date(now + 365 * DAY).toISOString().slice(0, 10) };
}

/** What main is asked for. Dates only count when they were chosen. */
export function wantedValidity({ length, from, till }: ValidityChoice): Wanted {
  return length === 'custom' ? { validFrom: `${from}T00:00:00.000Z`, validTill: `${till}T00:00:00.000Z` } : { validDays: Number(length) };
}

/** Why the dates cannot be taken, in words; undefined when they can. */
export function validityProblem({ length, from, till }: ValidityChoice, now: number): string | undefined {
  if (length !== 'custom') return undefined;
  const start = Date.parse(from);
  const end = Date.parse(till);
  if (Number.isNaN(start) || Number.isNaN(end)) return 'Give both days.';
  if (end <= start) return 'The last day must come after the first.';
  if (end <= now) return 'The last day has passed already (UTC).';
  return end - start > MOST_DAYS * DAY ? 'Ten years at most.' : undefined;
}
