import type { CertificateEntry } from '../vault/body.ts';
import { isEnded } from './identity.ts';

/** The other certificates of a connection, as far as one of them has to know. */
export type Siblings = {
  /** One that is neither retired nor past its end is called so, in whatever case: Developer Hub takes each name once. */
  holdName(name: string, now: number): boolean;
  /** Those that count towards the ten that Wise allows: came back, are neither retired nor past their end. */
  countActive(now: number): number;
};

type Index = { all: CertificateEntry[]; byName: Map<string, CertificateEntry[]>; active?: { now: number; ids: Set<string> } };

/** By the list they were made for, which is never mutated: looking through all for each would take as long as their number squared. */
const indexes = new WeakMap<readonly CertificateEntry[], Map<string, Index>>();

/** `id`: of the one that is not its own sibling; absent for one that is not in the list. */
export function siblingsOf(certificates: readonly CertificateEntry[], connectionId: string, id?: string): Siblings {
  const index = indexOf(certificates, connectionId);
  return {
    holdName: (name, now) => (index.byName.get(name.toLowerCase()) ?? []).some((entry) => entry.id !== id && entry.retiredAt === undefined && !isEnded(entry, now)),
    countActive(now) {
      const { ids } = activeOf(index, now);
      return ids.size - (id !== undefined && ids.has(id) ? 1 : 0);
    },
  };
}

function indexOf(certificates: readonly CertificateEntry[], connectionId: string): Index {
  const known = indexes.get(certificates) ?? new Map<string, Index>();
  indexes.set(certificates, known);
  const before = known.get(connectionId);
  if (before) return before;
  const all = certificates.filter((entry) => entry.connectionId === connectionId);
  const index: Index = { all, byName: Map.groupBy(all, ({ name }) => name.toLowerCase()) };
  known.set(connectionId, index);
  return index;
}

function activeOf(index: Index, now: number): { ids: Set<string> } {
  if (index.active?.now !== now) {
    const active = index.all.filter((entry) => entry.retiredAt === undefined && entry.certificate !== undefined && !isEnded(entry, now));
    index.active = { now, ids: new Set(active.map(({ id }) => id)) };
  }
  return index.active;
}
