import type { AlgorithmId } from '../../shared/model/algorithms.ts';
import { findConnection } from '../connections/resolve.ts';
import { fetchWiseKey, type WiseKeyDeps } from '../connections/wise-keys.ts';
import type { WiseKeyEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { StepNotes } from '../wise/run-recorder.ts';

export type WiseKeySource = WiseKeyDeps & { linkTo: (connectionId: string) => Promise<WiseLink> };

export type WantedWiseKey = {
  connectionId: string;
  algorithm: AlgorithmId;
  /** The version that a header names; by default, and when it is not kept, the newest. */
  version?: unknown;
};

/** Wise's key that is kept with the connection; when there is none yet, Wise is asked. Throws `CONNECTION_NOT_FOUND`, and what fetching throws. */
export async function takeWiseKey(source: WiseKeySource, wanted: WantedWiseKey, notes: StepNotes): Promise<WiseKeyEntry> {
  const kept = keptFor(source, wanted);
  const key = kept ?? (await fetchWiseKey(source, await source.linkTo(wanted.connectionId), wanted.algorithm)).key;
  notes.title = kept ? 'Wise’s key at hand' : 'Wise’s key fetched';
  notes.says = kept ? `Version ${key.version}, fetched on ${key.fetchedAt.slice(0, 10)} and kept in the vault.` : `Version ${key.version}. It is kept in the vault and used from there next time.`;
  notes.fact('Version', String(key.version));
  notes.fact('Algorithm', key.algorithm);
  notes.fact('Thumbprint', key.thumbprint);
  return key;
}

/** Earlier versions stay on record, so that a message of last month can still be verified. */
function keptFor({ vault }: WiseKeySource, { connectionId, algorithm, version }: WantedWiseKey): WiseKeyEntry | undefined {
  const kept = findConnection(vault.read(), connectionId).wiseKeys.filter((key) => key.algorithm === algorithm);
  return kept.findLast((key) => key.version === version) ?? kept.at(-1);
}
