import type { AlgorithmId } from '../../shared/model/algorithms.ts';
import { fetchWiseKey, keptWiseKey, type WiseKeyDeps } from '../connections/wise-keys.ts';
import type { WiseKeyEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { StepNotes } from '../wise/run-recorder.ts';

/** Wise's key for the algorithm: the kept one, or else Wise is asked. `name` begins the title, such as "Wise’s key". */
export async function takeWiseKey(deps: WiseKeyDeps, link: WiseLink, alg: AlgorithmId, name: string, notes: StepNotes): Promise<WiseKeyEntry> {
  const kept = keptWiseKey(deps.vault, link.target.id, alg);
  if (kept) {
    notes.title = `${name} at hand`;
    notes.says = `Version ${kept.version}, fetched on ${kept.fetchedAt.slice(0, 10)} and kept in the vault.`;
    if (kept.isUnseen) notes.fact('Changed', 'It took the place of another key, and nobody has looked at that yet');
    noteKey(kept, notes);
    return kept;
  }
  const { key, answer } = await fetchWiseKey(deps, link, alg);
  notes.title = `${name} fetched`;
  notes.says = `Version ${key.version}. It is kept in the vault and used from there next time.`;
  noteKey(key, notes);
  notes.request(answer.exchange);
  notes.response(answer.exchange);
  return key;
}

/** Asks Wise once more for the key with which something failed. `changed`: it is not the one that was used. */
export async function refetchWiseKey(deps: WiseKeyDeps, link: WiseLink, used: WiseKeyEntry, notes: StepNotes): Promise<{ key: WiseKeyEntry; changed: boolean }> {
  const { key } = await fetchWiseKey(deps, link, used.algorithm);
  // Compared with what was used, not with what is kept: another call may have fetched the new one meanwhile.
  const changed = key.thumbprint !== used.thumbprint || key.version !== used.version;
  notes.fact('Fetched once more', changed ? `Wise has a new key, version ${key.version}` : `Wise still has the same key, version ${key.version}`);
  return { key, changed };
}

function noteKey({ version, thumbprint, algorithm }: WiseKeyEntry, notes: StepNotes): void {
  notes.fact('Version', String(version));
  notes.fact('Algorithm', algorithm);
  notes.fact('Thumbprint', thumbprint);
}
