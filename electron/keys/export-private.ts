import { createPrivateKey } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { AppInfo } from '../../shared/model/views.ts';
import type { PrivateJwk } from '../jose/public-key.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { ClearingClipboard } from '../shell/clearing-clipboard.ts';
import type { Dialogs } from '../shell/port.ts';
import { writeAtomic } from '../storage/atomic-file.ts';
import { storageError } from '../storage/io-errors.ts';
import type { KeyEntry } from '../vault/body.ts';
import { assertNewPassphrase } from '../vault/passphrase.ts';
import type { Session } from '../vault/session.ts';
import { findKey, keyName, shortId, withEvent, withKey } from './entry.ts';

export type ExportDeps = {
  vault: VaultStore;
  audit: Audit;
  session: Pick<Session, 'confirm'>;
  clipboard: Pick<ClearingClipboard, 'copy'>;
  dialogs: Dialogs;
  info: () => Pick<AppInfo, 'host' | 'profileDir'>;
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
  const path = to === 'file' ? await choosePath(deps, entry) : undefined;
  // Locked while the dialog was open: then nothing leaves.
  const pem = privatePem(findKey(deps.vault.read(), keyId), protection);
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

/** A save dialog; where the host has none, the `exports` folder of the profile. */
async function choosePath({ dialogs, info }: ExportDeps, entry: KeyEntry): Promise<string> {
  const { host, profileDir } = info();
  const suggestedName = fileName(entry);
  const chosen = await dialogs.saveFile({ title: 'Export a private key', suggestedName });
  if (chosen !== undefined) return chosen;
  if (host === 'electron') throw new PortcullisError('CANCELLED');
  const folder = join(profileDir, 'exports');
  await mkdir(folder, { mode: 0o700, recursive: true }).catch((thrown: unknown) => {
    throw storageError(thrown, folder);
  });
  return join(folder, suggestedName);
}

/** Such as "payments-663a0e44.pem": of the label only what every file system takes. */
function fileName({ label, id }: KeyEntry): string {
  const word = label.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40);
  return `${[word, shortId(id)].filter(Boolean).join('-')}.pem`;
}

/** PBES2 with AES-256-CBC and PBKDF2 of HMAC-SHA-256. Node fixes its rounds at 2,048: a long passphrase has to make up for it. */
function privatePem({ privateJwk }: KeyEntry, protection: Input['protection']): string {
  const key = createPrivateKey({ key: privateJwk as PrivateJwk, format: 'jwk' });
  const cipher = protection.kind === 'encrypted' ? { cipher: 'aes-256-cbc', passphrase: protection.exportPassphrase } : {};
  return key.export({ format: 'pem', type: 'pkcs8', ...cipher }).toString();
}

async function recordExport({ vault, audit, now = Date.now }: ExportDeps, keyId: string, says: string): Promise<void> {
  await audit({ kind: 'key.exported', outcome: 'ok', subject: keyName(keyId), says });
  const event = { at: new Date(now()).toISOString(), kind: 'exported', says: `The private half, ${says}` } as const;
  await vault.update((body) => withKey(body, keyId, (entry) => withEvent(entry, event)));
}
