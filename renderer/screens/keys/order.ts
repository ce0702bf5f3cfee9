import type { KeySummary } from '../../../shared/model/views.ts';
import type { Sort } from '../../components/sort-button.tsx';
import { KEY_STATES } from '../../components/key-state.tsx';

/** Later than any date. */
const OVER = 1e15;

const VALUES: Record<string, (key: KeySummary) => string | number> = {
  key: (key) => key.label.toLowerCase() || key.id,
  use: (key) => key.use,
  algorithm: (key) => key.algorithm,
  state: (key) => key.state,
  // What has ended or is retired stands last, for nothing will happen to it any more.
  ends: (key) => (key.state === 'expired' || key.state === 'retired' ? OVER : 0) + Date.parse(key.validTill),
  used: (key) => (key.lastUsedAt ? Date.parse(key.lastUsedAt) : 0),
};

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}

/** Keys by a column, ties by id so that the order is the same each time. */
export function sortKeys(keys: readonly KeySummary[], sort: Sort): KeySummary[] {
  const value = VALUES[sort.by]!;
  const sign = sort.down ? -1 : 1;
  // Each value is worked out once, not in every comparison.
  const valued = keys.map((key) => ({ key, value: value(key) }));
  return valued.toSorted((a, b) => sign * compare(a.value, b.value) || compare(a.key.id, b.key.id)).map(({ key }) => key);
}

/** All keys but the retired ones; one of those stays while it is open. */
export function withoutRetired(keys: readonly KeySummary[], openId: string | undefined): readonly KeySummary[] {
  return keys.filter((key) => key.state !== 'retired' || key.id === openId);
}

/** Keys in which every word typed occurs: in id, label, algorithm, use, state or the connections that use it. */
export function searchKeys(keys: readonly KeySummary[], text: string): readonly KeySummary[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return keys;
  return keys.filter((key) => {
    const all = `${key.id} ${key.label} ${key.algorithm} ${key.use} ${KEY_STATES[key.state].word} ${key.usedBy.map((use) => use.connectionName).join(' ')}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
