import type { AlgorithmId } from '../../shared/model/algorithms.ts';
import type { WiseKeyView } from '../../shared/model/views.ts';
import type { Audit, VaultStore } from '../ports.ts';
import type { ConnectionEntry, WiseKeyEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { findConnection } from './resolve.ts';
import { fetchWiseKey, type WiseKeyDeps } from './wise-keys.ts';

/** The keys of Wise's that were kept for a connection, the newest first. Throws `CONNECTION_NOT_FOUND`. */
export function listWiseKeys(vault: VaultStore, connectionId: string): WiseKeyView[] {
  const connection = findConnection(vault.read(), connectionId);
  return connection.wiseKeys.map((key) => viewOf(key, connection)).toReversed();
}

/** Asks Wise for its key by hand. Throws what `fetchWiseKey` throws. */
export async function fetchWiseKeyNow(deps: WiseKeyDeps, link: WiseLink, id: AlgorithmId): Promise<{ key: WiseKeyView; changed: boolean }> {
  const { changed, key } = await fetchWiseKey(deps, link, id);
  const connection = findConnection(deps.vault.read(), link.target.id);
  return { key: viewOf(newestOf(connection, id) ?? key, connection), changed };
}

/** A person has looked at the changes. Audited when there were any. Throws `CONNECTION_NOT_FOUND`. */
export async function markWiseKeysSeen({ vault, audit }: { vault: VaultStore; audit: Audit }, connectionId: string): Promise<void> {
  const { name } = findConnection(vault.read(), connectionId);
  const seen: WiseKeyEntry[] = [];
  await vault.update((body) => {
    seen.push(...findConnection(body, connectionId).wiseKeys.filter(({ isUnseen }) => isUnseen));
    if (seen.length === 0) return body;
    return { ...body, connections: body.connections.map((entry) => (entry.id === connectionId ? { ...entry, wiseKeys: entry.wiseKeys.map((key) => ({ ...key, isUnseen: false })) } : entry)) };
  });
  if (seen.length === 0) return;
  const says = seen.map(({ algorithm, version, thumbprint }) => `${algorithm} version ${version}, thumbprint ${thumbprint.slice(0, 8)}`).join('; ');
  await audit({ kind: 'wise-key.seen', outcome: 'ok', subject: name, says });
}

function viewOf(key: WiseKeyEntry, connection: ConnectionEntry): WiseKeyView {
  const { algorithm, scope, version, thumbprint, fetchedAt, isUnseen } = key;
  return { algorithm, scope, version, thumbprint, fetchedAt, isUnseen, isCurrent: newestOf(connection, algorithm) === key };
}

function newestOf({ wiseKeys }: ConnectionEntry, id: AlgorithmId): WiseKeyEntry | undefined {
  return wiseKeys.findLast((key) => key.algorithm === id);
}
