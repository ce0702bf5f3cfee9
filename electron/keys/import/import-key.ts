import { createPublicKey, randomUUID } from 'node:crypto';
import { PortcullisError } from '../../../shared/errors.ts';
import type { AlgorithmId } from '../../../shared/model/algorithms.ts';
import type { KeySummary } from '../../../shared/model/views.ts';
import { thumbprintOf, type PrivateJwk } from '../../jose/public-key.ts';
import type { KeyEntry, VaultBody } from '../../vault/body.ts';
import type { KeyDeps, NewKey } from '../create.ts';
import { keyName } from '../entry.ts';
import { summarizeKey } from '../summary.ts';
import { validityOf, validityWords } from '../validity.ts';
import { itemsOf, knownKey, type Item } from './inspect.ts';
import { judgeKey } from './judge.ts';
import type { KeptImport, KeptImports } from './kept-imports.ts';

export type WantedImport = NewKey & {
  importId: string;
  /** Of the item in the view. */
  index: number;
  /** Under which Wise has it already; by default a new one. */
  keyId?: string | undefined;
};

/** Puts a key that was inspected into the vault. Throws `IMPORT_GONE`, `IMPORT_UNFIT`, `KEY_EXISTS` and `KEY_DATES`. */
export async function importKey({ vault, audit, usage, imports, now = Date.now }: KeyDeps & { imports: KeptImports }, wanted: WantedImport): Promise<KeySummary> {
  const kept = imports.get(wanted.importId);
  const item = fittingItem(kept, wanted);
  const entry = await importedEntry(item, wanted, { says: sourceWords(kept, item), now: now() });
  const body = await vault.update((before) => {
    assertNew(before, entry);
    return { ...before, keys: [...before.keys, entry] };
  });
  await audit({ kind: 'key.imported', outcome: 'ok', subject: keyName(entry.id), says: `${entry.algorithm}, thumbprint ${entry.thumbprint}` });
  return summarizeKey(entry, body, usage, now());
}

type KeyItem = Extract<Item, { is: 'key' }>;

function fittingItem({ findings }: KeptImport, { index, algorithm }: { index: number; algorithm: AlgorithmId }): KeyItem {
  const item = itemsOf(findings)[index];
  if (item?.is !== 'key') throw new PortcullisError('IMPORT_UNFIT');
  const { kind, fits } = judgeKey(item.key);
  if (!fits.includes(algorithm)) throw new PortcullisError('IMPORT_UNFIT', { reason: `${kind}, ${algorithm}` });
  return item;
}

async function importedEntry({ key }: KeyItem, { algorithm, label, keyId, validFrom, validDays, validTill }: WantedImport, { says, now }: { says: string; now: number }): Promise<KeyEntry> {
  const validity = validityOf({ validFrom, validDays, validTill }, now);
  const madeAt = new Date(Math.floor(now / 1000) * 1000).toISOString();
  return {
    id: keyId ?? randomUUID(),
    label: label || `${algorithm} ${madeAt.slice(0, 10)}`,
    algorithm, madeAt,
    thumbprint: await thumbprintOf(createPublicKey(key)),
    privateJwk: key.export({ format: 'jwk' }) as PrivateJwk,
    ...validity,
    origin: 'imported',
    uses: 0,
    usedBy: [],
    uploads: [],
    history: [{ at: madeAt, kind: 'imported', says: `${algorithm}, ${says}, ${validityWords(validity)}` }],
  };
}

/** Where it came from, such as "PKCS#8 private key in signing.pem". */
function sourceWords({ fileName }: KeptImport, { what }: KeyItem): string {
  return fileName === undefined ? what : `${what} in ${fileName}`;
}

function assertNew(body: VaultBody, { id, thumbprint }: KeyEntry): void {
  if (knownKey(body, thumbprint)) throw new PortcullisError('KEY_EXISTS');
  if (body.keys.some((entry) => entry.id.toLowerCase() === id.toLowerCase())) throw new PortcullisError('KEY_EXISTS', { field: 'keyId' });
}
