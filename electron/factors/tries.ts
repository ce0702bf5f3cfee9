import { LOCKOUT_MINUTES, MOST_WRONG_TRIES } from '../../shared/model/approvals.ts';
import type { Services } from '../services.ts';
import type { FactorsEntry, VaultBody } from '../vault/body.ts';
import { factorsOf, withFactorEvent, withFactors } from './entry.ts';

type TriesDeps = Pick<Services, 'vault' | 'now'>;
export type Tries = { wrongTries: number; blockedUntil?: string };

const NONE: Tries = { wrongTries: 0 };
const LOCKOUT_MS = LOCKOUT_MINUTES * 60_000;

/** Wrong tries in a row, and until when Wise blocks (ISO 8601), as far as is known here. Without a profile the worst of the connection's. */
export function triesOf(body: VaultBody, connectionId: string, profileId: number | undefined, now: number): Tries {
  if (profileId !== undefined) return triesIn(factorsOf(body, { connectionId, profileId }), now);
  return body.factors.filter((one) => one.connectionId === connectionId).map((one) => triesIn(one, now)).reduce(worse, NONE);
}

/** Wise refused a proof. The fifth in a row blocks for 15 minutes. */
export async function noteWrongTry({ vault, now }: TriesDeps, connectionId: string, profileId: number): Promise<void> {
  await vault.update((body) => withFactors(body, { connectionId, profileId }, (entry) => {
    const at = now();
    const { wrongTries, blockedUntil } = triesIn(entry, at);
    const counted = withTries(entry, { wrongTries: Math.min(wrongTries + 1, MOST_WRONG_TRIES), ...(blockedUntil === undefined ? {} : { blockedUntil }) });
    return wrongTries + 1 < MOST_WRONG_TRIES ? counted : blocked(counted, at);
  }));
}

/** Wise took one: the row is broken. */
export async function noteRightTry({ vault }: TriesDeps, connectionId: string, profileId: number): Promise<void> {
  // Mostly there is no row to break, and no save under way to wait for.
  if (isBroken(factorsOf(vault.read(), { connectionId, profileId }))) return;
  await vault.update((body) => withFactors(body, { connectionId, profileId }, (entry) => (isBroken(entry) ? entry : withTries(entry, NONE))));
}

function isBroken({ wrongTries, blockedUntil }: FactorsEntry): boolean {
  return wrongTries === 0 && blockedUntil === undefined;
}

/** Wise gave no one-time token: it blocks, whatever was counted here. A block that is running goes on to its end. */
export async function noteBlocked({ vault, now }: TriesDeps, connectionId: string, profileId: number): Promise<void> {
  await vault.update((body) => withFactors(body, { connectionId, profileId }, (entry) => blocked(entry, now())));
}

function blocked(entry: FactorsEntry, now: number): FactorsEntry {
  if (triesIn(entry, now).blockedUntil !== undefined) return entry;
  const blockedUntil = new Date(now + LOCKOUT_MS).toISOString();
  return withFactorEvent(withTries(entry, { wrongTries: MOST_WRONG_TRIES, blockedUntil }), now, `Blocked by Wise, most likely until ${blockedUntil.slice(11, 16)} UTC`);
}

/** The end of the block is the end of the row. */
function triesIn({ wrongTries, blockedUntil }: FactorsEntry, now: number): Tries {
  if (blockedUntil === undefined) return { wrongTries };
  return Date.parse(blockedUntil) > now ? { wrongTries, blockedUntil } : NONE;
}

function withTries(entry: FactorsEntry, tries: Tries): FactorsEntry {
  const { blockedUntil: _, ...rest } = entry;
  return { ...rest, ...tries };
}

function worse(one: Tries, other: Tries): Tries {
  const [a, b] = [one.blockedUntil ?? '', other.blockedUntil ?? ''];
  if (a !== b) return a > b ? one : other;
  return one.wrongTries >= other.wrongTries ? one : other;
}
