import { createPrivateKey } from 'node:crypto';
import { toPortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { pemOf } from '../certificates/pem.ts';
import type { PrivateJwk } from '../jose/public-key.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { ClearingClipboard } from '../shell/clearing-clipboard.ts';
import { fileWord, saveAs, type SaveDeps } from '../shell/save-as.ts';
import { writeAtomic } from '../storage/atomic-file.ts';
import type { KeyEntry } from '../vault/body.ts';
import { assertNewPassphrase } from '../vault/passphrase.ts';
import type { Session } from '../vault/session.ts';
import { findKey, keyName, shortId, withEvent, withKey } from './entry.ts';

export type ExportDeps = SaveDeps & {
  vault: VaultStore;
  audit: Audit;
  session: Pick<Session, 'confirm'>;
  clipboard: Pick<ClearingClipboard, 'copy'>;
  now?: Clock;
};
type Input = Parsed<'keys.exportPrivate'>;

/**
 * Hands out the private half of a key as PKCS#8 in PEM, after the passphrase of the vault was asked again; recorded before it leaves.
 * `savedAs` is the file. Throws `KEY_NOT_FOUND`, `PASSPHRASE_*`, `VAULT_WRONG_PASSPHRASE`, `VAULT_WAIT`, `CANCELLED`, `STORAGE_*`, `CLIPBOARD_REFUSED`.
 */
export async function exportPrivate(deps: ExportDeps, { keyId, passphrase, protection, to }: Input): Promise<{ savedAs?: string }> {
  const entry = findKey(deps.vault.read(), keyId);
  if (protection.kind === 'encrypted') assertNewPassphrase(protection.exportPassphrase, 'exportPassphrase');
  await deps.session.confirm(passphrase);
  const path = to === 'file' ? await saveAs(deps, { title: 'Export a private key', suggestedName: fileName(entry) }) : undefined;
  // Locked while the dialog was open: then nothing leaves.
  const pem = await privatePem(findKey(deps.vault.read(), keyId), protection);
  try {
    await recordExport(deps, keyId, `${protection.kind}, ${path === undefined ? 'to the clipboard' : 'to a file'}`);
    // Locked while it was recorded: the clipboard is cleared by now and would not be once more.
    deps.vault.read();
    if (path === undefined) await deps.clipboard.copy(pem, true);
    else await writeAtomic(path, [Buffer.from(pem)]);
  } catch (thrown) {
    await deps.audit({ kind: 'key.exported', outcome: 'failed', subject: keyName(keyId), says: toPortcullisError(thrown).code });
    throw thrown;
  }
  return path === undefined ? {} : { savedAs: path };
}

/** Such as "payments-663a0e44.pem": of the label only what every file system takes. */
function fileName({ label, id }: KeyEntry): string {
  return `${[fileWord(label), shortId(id)].filter(Boolean).join('-')}.pem`;
}

async function privatePem({ privateJwk }: KeyEntry, protection: Input['protection']): Promise<string> {
  const key = createPrivateKey({ key: privateJwk as PrivateJwk, format: 'jwk' });
  if (protection.kind === 'plain') return key.export({ format: 'pem', type: 'pkcs8' }).toString();
  // Not by Node, which fixes the rounds of PBKDF2 at 2,048.
  const { encryptedPkcs8 } = await import('../certificates/pkcs12.ts');
  return pemOf('ENCRYPTED PRIVATE KEY', await encryptedPkcs8(key, protection.exportPassphrase));
}

async function recordExport({ vault, audit, now = Date.now }: ExportDeps, keyId: string, says: string): Promise<void> {
  await audit({ kind: 'key.exported', outcome: 'ok', subject: keyName(keyId), says });
  const event = { at: new Date(now()).toISOString(), kind: 'exported', says: `The private half, ${says}` } as const;
  await vault.update((body) => withKey(body, keyId, (entry) => withEvent(entry, event)));
}
