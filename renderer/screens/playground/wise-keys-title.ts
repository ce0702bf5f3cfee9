import { ALGORITHMS, type AlgorithmId } from '../../../shared/model/algorithms.ts';
import type { WiseKeyView } from '../../../shared/model/views.ts';

/** The state of Wise's keys in words. */
export function wiseKeysTitle(keys: readonly WiseKeyView[] | undefined): string {
  if (!keys) return 'Wise’s keys';
  const unseen = changedAlgorithms(keys).length;
  if (unseen > 0) return unseen === 1 ? 'One of Wise’s keys has changed' : `${unseen} of Wise’s keys have changed`;
  const current = keys.filter((key) => key.isCurrent).length;
  if (current === 0) return 'No key of Wise’s here yet';
  return current === 1 ? 'One key of Wise’s is kept' : `${current} keys of Wise’s are kept`;
}

/** The algorithms whose key changed and nobody has looked yet. */
export function changedAlgorithms(keys: readonly WiseKeyView[]): AlgorithmId[] {
  return [...new Set(keys.filter((key) => key.isUnseen).map((key) => key.algorithm))];
}

function place(id: AlgorithmId): number {
  return ALGORITHMS.findIndex((one) => one.id === id);
}

/** In the order of the algorithm table, the newest version of each first. */
export function inOrder(keys: readonly WiseKeyView[]): WiseKeyView[] {
  return keys.toSorted((a, b) => place(a.algorithm) - place(b.algorithm) || b.version - a.version);
}

/** The algorithms of which no key of Wise's is here. */
export function notKept(keys: readonly WiseKeyView[]): AlgorithmId[] {
  return ALGORITHMS.map((one) => one.id).filter((id) => !keys.some((key) => key.algorithm === id));
}
