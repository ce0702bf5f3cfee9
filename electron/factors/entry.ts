import type { FactorsEntry, VaultBody } from '../vault/body.ts';

/** A profile of a connection: the factors of Wise's current endpoints belong to one. */
export type FactorsAt = { connectionId: string; profileId: number };

const MOST_EVENTS = 50;

/** What is known; one with nothing in it where nothing is. */
export function factorsOf(body: VaultBody, { connectionId, profileId }: FactorsAt): FactorsEntry {
  return body.factors.find((one) => one.connectionId === connectionId && one.profileId === profileId) ?? { connectionId, profileId, pin: 'unknown', faceMap: 'unknown', fingerprints: [], wrongTries: 0, history: [] };
}

/** A change that answers what it was given changes nothing. */
export function withFactors(body: VaultBody, at: FactorsAt, change: (entry: FactorsEntry) => FactorsEntry): VaultBody {
  const before = factorsOf(body, at);
  const after = change(before);
  if (after === before) return body;
  return { ...body, factors: body.factors.includes(before) ? body.factors.map((one) => (one === before ? after : one)) : [...body.factors, after] };
}

/** `says` holds no value of a factor. */
export function withFactorEvent(entry: FactorsEntry, now: number, says: string): FactorsEntry {
  return { ...entry, history: [...entry.history, { at: new Date(now).toISOString(), says }].slice(-MOST_EVENTS) };
}
