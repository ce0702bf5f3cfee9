import type { KeyObject } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import { algorithm, type AlgorithmId } from '../../shared/model/algorithms.ts';
import { fitsAlgorithm, publicKeyFromSpki, thumbprintOf } from '../jose/public-key.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { ClientCredentialsTokens } from '../tokens/client-credentials.ts';
import type { VaultBody, WiseKeyEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { answerFacts } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { readWiseKey, requestWiseKey, scopeOf } from '../wise/jose-keys.ts';
import { findConnection } from './resolve.ts';

export type WiseKeyDeps = { vault: VaultStore; audit: Audit; tokens: ClientCredentialsTokens; now?: Clock };

export type FetchedWiseKey = { key: WiseKeyEntry; answer: WiseAnswer; changed: boolean };

/** The key of Wise's that was fetched last for this connection and algorithm. Throws `CONNECTION_NOT_FOUND`. */
export function keptWiseKey(vault: VaultStore, connectionId: string, id: AlgorithmId): WiseKeyEntry | undefined {
  return newestOf(vault.read(), connectionId, id);
}

/**
 * Asks Wise for its key and keeps it with the connection if it is not the one kept already; earlier ones stay on record.
 * One that takes the place of another is `isUnseen` until a person has looked at it.
 * Throws the client's and token's errors, and `WISE_ANSWER_INVALID` for a key that is not of the algorithm asked for.
 */
export async function fetchWiseKey(deps: WiseKeyDeps, link: WiseLink, id: AlgorithmId): Promise<FetchedWiseKey> {
  const { vault, audit, tokens, now = Date.now } = deps;
  const { answer } = await tokens.authorized(link, (token) => requestWiseKey(link.client, token, id));
  const key = await entryFrom(answer, id, new Date(now()).toISOString());
  const before = await keep(vault, link.target.id, key);
  const subject = link.target.name;
  await audit({ kind: 'wise-key.fetched', outcome: 'ok', subject, says: describe(key) });
  const changed = before !== undefined && !isSame(before, key);
  if (changed) await audit({ kind: 'wise-key.changed', outcome: 'ok', subject, says: `${describe(before)} replaced by ${describe(key)}` });
  return { key, answer, changed };
}

/** Keeps the key unless it is the newest one already, and answers what was the newest before. Looked up in the change itself: two fetches at once keep it once. */
async function keep(vault: VaultStore, connectionId: string, key: WiseKeyEntry): Promise<WiseKeyEntry | undefined> {
  const newest: (WiseKeyEntry | undefined)[] = [];
  await vault.update((body) => {
    newest.push(newestOf(body, connectionId, key.algorithm));
    return isSame(newest[0], key) ? body : withWiseKey(body, connectionId, { ...key, isUnseen: newest[0] !== undefined });
  });
  return newest[0];
}

/** The key, ready to verify or encrypt with. */
export function wiseKeyObject(entry: WiseKeyEntry): KeyObject {
  return publicKeyFromSpki(entry.spki);
}

async function entryFrom(answer: WiseAnswer, id: AlgorithmId, fetchedAt: string): Promise<WiseKeyEntry> {
  const { version, scope, keyMaterial } = readWiseKey(answer);
  const invalid = (field: string) => new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'ANOTHER_KEY', field });
  if (scope !== scopeOf(id)) throw invalid('scope');
  // With hyphens it is called in a JOSE header.
  if (keyMaterial.algorithm.replaceAll('-', '_') !== algorithm(id).wiseName) throw invalid('keyMaterial.algorithm');
  const key = readSpki(keyMaterial.keyMaterial);
  if (!key || !fitsAlgorithm(key, id)) throw invalid('keyMaterial.keyMaterial');
  return { algorithm: id, scope, version, spki: keyMaterial.keyMaterial, thumbprint: await thumbprintOf(key), fetchedAt, isUnseen: false };
}

function readSpki(spki: string): KeyObject | undefined {
  try {
    return publicKeyFromSpki(spki);
  } catch {
    return undefined;
  }
}

function newestOf(body: VaultBody, connectionId: string, id: AlgorithmId): WiseKeyEntry | undefined {
  return findConnection(body, connectionId).wiseKeys.findLast((key) => key.algorithm === id);
}

function withWiseKey(body: VaultBody, connectionId: string, key: WiseKeyEntry): VaultBody {
  return {
    ...body,
    connections: body.connections.map((entry) => (entry.id === connectionId ? { ...entry, wiseKeys: [...entry.wiseKeys, key] } : entry)),
  };
}

function isSame(kept: WiseKeyEntry | undefined, key: WiseKeyEntry): boolean {
  return kept?.thumbprint === key.thumbprint && kept.version === key.version;
}

function describe({ algorithm: id, version, thumbprint }: WiseKeyEntry): string {
  return `${id} version ${version}, thumbprint ${thumbprint.slice(0, 8)}`;
}
