import { createPublicKey } from 'node:crypto';
import { toWireError } from '../../../shared/errors.ts';
import type { Parsed } from '../../../shared/ipc/contract.ts';
import type { ImportItem, ImportView } from '../../../shared/model/views.ts';
import { thumbprintOf } from '../../jose/public-key.ts';
import type { VaultStore } from '../../ports.ts';
import { givenBytes, type Given } from '../../shell/given-bytes.ts';
import type { Dialogs } from '../../shell/port.ts';
import type { VaultBody } from '../../vault/body.ts';
import type { Finding } from './finding.ts';
import { judgeKey } from './judge.ts';
import type { KeptImports } from './kept-imports.ts';
import { readKeys } from './read.ts';

export type InspectDeps = { vault: VaultStore; imports: KeptImports; dialogs: Dialogs };
type Input = Parsed<'keys.inspect'>;
type Source = Given & { importId?: string };

const EXTENSIONS = ['pem', 'key', 'der', 'p8', 'pk8', 'p12', 'pfx', 'jwk', 'jwks', 'json', 'crt', 'cer', 'txt'];

/** Something that may be a key: a file's finding that can be shown as a row, with its place among them. */
export type Item = Extract<Finding, { is: 'key' | 'other' }>;

/**
 * Says what a thing is and whether it fits Wise, and keeps it for the import. What is wrong with the thing itself is told in the view.
 * Throws `CANCELLED`, `IMPORT_GONE`, `IMPORT_UNREADABLE` for a file that is too large, and `VAULT_LOCKED`.
 */
export async function inspectImport({ vault, imports, dialogs }: InspectDeps, { from, passphrase }: Input): Promise<ImportView> {
  const { bytes, fileName, importId } = await sourceOf({ imports, dialogs }, from);
  const findings = await readKeys(bytes, { passphrase });
  const items = await Promise.all(itemsOf(findings).map((item, index) => viewOf(item, index, vault)));
  // After the last wait: what is kept from here on is dropped by the next lock.
  vault.read();
  return {
    importId: imports.keep({ bytes, fileName, findings }, importId),
    ...(fileName === undefined ? {} : { fileName }),
    what: [...new Set(findings.map(({ what }) => what))].join('; '),
    needsPassphrase: findings.some((finding) => finding.is === 'closed' || (finding.is === 'unreadable' && finding.error.code === 'IMPORT_WRONG_PASSPHRASE')),
    items,
    ...errorOf(findings),
  };
}

/** The findings that are rows, in the order of the file: `index` counts them. */
export function itemsOf(findings: readonly Finding[]): Item[] {
  return findings.filter((finding) => finding.is === 'key' || finding.is === 'other');
}

/** The key of the vault with this thumbprint. */
export function knownKey({ keys }: VaultBody, thumbprint: string | undefined): VaultBody['keys'][number] | undefined {
  return thumbprint === undefined ? undefined : keys.find((entry) => entry.thumbprint === thumbprint);
}

async function sourceOf({ imports, dialogs }: Pick<InspectDeps, 'imports' | 'dialogs'>, from: Input['from']): Promise<Source> {
  if (from.kind === 'again') return { ...imports.get(from.importId), importId: from.importId };
  return givenBytes(dialogs, from, { title: 'Import a key', extensions: EXTENSIONS, refusal: 'IMPORT_UNREADABLE', thing: 'key' });
}

async function viewOf(item: Item, index: number, vault: VaultStore): Promise<ImportItem> {
  if (item.is === 'other') return { index, kind: item.kind, isPrivate: item.isPrivate, fits: [], says: item.says };
  const { kind, fits, says } = judgeKey(item.key, item.namedAlgorithm);
  const thumbprint = await itemThumbprint(item);
  const known = knownKey(vault.read(), thumbprint);
  const words = [says, ...(known ? [`It is in this vault already, as “${known.label}”.`] : []), ...(item.note === undefined ? [] : [item.note])];
  return {
    index, kind, fits,
    isPrivate: item.key.type === 'private',
    says: words.join(' '),
    ...(thumbprint === undefined ? {} : { thumbprint }),
    ...(known ? { knownAs: known.id } : {}),
  };
}

/** Undefined for kinds that no JWK can be made of, such as DSA. */
async function itemThumbprint({ key }: Extract<Item, { is: 'key' }>): Promise<string | undefined> {
  try {
    return await thumbprintOf(key.type === 'private' ? createPublicKey(key) : key);
  } catch {
    return undefined;
  }
}

/** The first thing that is wrong. What waits for a passphrase is not wrong yet. */
function errorOf(findings: readonly Finding[]): Pick<ImportView, 'error'> {
  const bad = findings.find((finding) => finding.is === 'unreadable');
  return bad ? { error: toWireError(bad.error) } : {};
}
