import type { Input } from '../../../shared/ipc/contract.ts';
import type { AlgorithmId } from '../../../shared/model/algorithms.ts';
import type { ImportItem, ImportView } from '../../../shared/model/views.ts';
import { keyIdProblem } from './import-verdict.ts';
import { usualValidity, validityProblem, wantedValidity, type ValidityChoice } from './validity.ts';

/** As what a key is imported. */
export type ImportDetails = {
  algorithm: AlgorithmId | undefined;
  label: string;
  /** Wise has the public half already, under an id of its own. */
  isAtWise: boolean;
  keyId: string;
  validity: ValidityChoice;
};

/** What the form begins with: the first algorithm that fits, and the file’s name without its ending as the label. */
export function firstDetails(item: ImportItem | undefined, view: ImportView | undefined, now: number): ImportDetails {
  const label = view?.fileName?.replace(/\.[a-z0-9]{1,5}$/i, '').slice(0, 80) ?? '';
  return { algorithm: item?.fits[0], label, isAtWise: false, keyId: '', validity: usualValidity(now) };
}

/** Why it cannot be imported so, in words; undefined when it can. */
export function detailsProblem({ isAtWise, keyId, validity }: ImportDetails, now: number): string | undefined {
  if (isAtWise && keyId.trim() === '') return 'Give the key id under which Wise has it.';
  return (isAtWise ? keyIdProblem(keyId) : undefined) ?? validityProblem(validity, now);
}

/** What main is asked for; undefined when there is nothing to import. */
export function wantedImport(view: ImportView, item: ImportItem, { algorithm, label, isAtWise, keyId, validity }: ImportDetails): Input<'keys.import'> | undefined {
  if (!algorithm) return undefined;
  return { importId: view.importId, index: item.index, algorithm, label: label.trim(), ...(isAtWise && { keyId: keyId.trim().toLowerCase() }), ...wantedValidity(validity) };
}
