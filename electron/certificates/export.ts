import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { shortId } from '../keys/entry.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import { fileWord, saveAs, type SaveDeps } from '../shell/save-as.ts';
import { writeAtomic } from '../storage/atomic-file.ts';
import type { CertificateEntry } from '../vault/body.ts';
import { assertNewPassphrase } from '../vault/passphrase.ts';
import type { Session } from '../vault/session.ts';
import { certificateName, findCertificate, privateKeyOf, withCertificate, withEvent } from './entry.ts';
import { joinPem, pemOf } from './pem.ts';
import { encryptedPkcs8, identityPkcs12 } from './pkcs12.ts';

export type ExportDeps = SaveDeps & { vault: VaultStore; audit: Audit; session: Pick<Session, 'confirm'>; now?: Clock };
type Input = Parsed<'certificates.export'>;
type File = { path: string; content: Buffer };
type Form = { extension: string; says: (isEncrypted: boolean) => string; files: (entry: CertificateEntry, path: string, passphrase: string | undefined) => Promise<File[]> };

const FORMS: Readonly<Record<Input['form'], Form>> = {
  pkcs12: { extension: 'p12', says: () => 'PKCS#12, encrypted', files: pkcs12Files },
  pem: { extension: 'crt', says: (isEncrypted) => `PEM, the key ${isEncrypted ? 'encrypted' : 'plain'}`, files: pemFiles },
};

/**
 * Hands out a certificate with its chain and private key, after the passphrase of the vault was asked again; recorded before it leaves.
 * `savedAs`: the files, the one with the certificate first. Throws `CERT_NOT_FOUND`, `CERT_NOT_ISSUED`, `PASSPHRASE_*`, `VAULT_WRONG_PASSPHRASE`, `VAULT_WAIT`, `CANCELLED`, `STORAGE_*`.
 */
export async function exportCertificate(deps: ExportDeps, { certificateId, passphrase, form, exportPassphrase }: Input): Promise<{ savedAs: string[] }> {
  const { vault, audit, session } = deps;
  const entry = issued(vault, certificateId);
  if (form === 'pkcs12' || exportPassphrase !== undefined) assertTravels(exportPassphrase ?? '');
  await session.confirm(passphrase);
  const { extension, files: filesOf, says } = FORMS[form];
  const path = await saveAs(deps, { title: 'Export a client certificate', suggestedName: `${[fileWord(entry.name), shortId(entry.id)].filter(Boolean).join('-')}.${extension}` });
  // Locked while the dialog was open: then nothing leaves.
  const files = await filesOf(issued(vault, certificateId), path, exportPassphrase);
  try {
    await record(deps, entry, says(exportPassphrase !== undefined));
    vault.read();
    // The key first: a certificate without its key is of no use.
    for (const file of files.toReversed()) await writeAtomic(file.path, [file.content]);
  } catch (thrown) {
    await audit({ kind: 'certificate.exported', outcome: 'failed', subject: certificateName(entry), says: toPortcullisError(thrown).code });
    throw thrown;
  } finally {
    for (const { content } of files) content.fill(0);
  }
  return { savedAs: files.map((file) => file.path) };
}

function issued(vault: VaultStore, id: string): CertificateEntry {
  const entry = findCertificate(vault.read(), id);
  if (entry.certificate === undefined) throw new PortcullisError('CERT_NOT_ISSUED');
  return entry;
}

/** What is not plain ASCII is written as other bytes by other programs, and Java refuses it: the file would not open there. */
function assertTravels(passphrase: string): void {
  assertNewPassphrase(passphrase, 'exportPassphrase');
  if (!/^[\x20-\x7e]*$/.test(passphrase)) throw new PortcullisError('PASSPHRASE_NOT_ASCII', { field: 'exportPassphrase' });
}

/** Its name in the file is one that can be typed: Java asks for it as an alias. */
async function pkcs12Files(entry: CertificateEntry, path: string, passphrase = ''): Promise<File[]> {
  const certificates = [entry.certificate ?? '', ...entry.chain].map((pem) => new X509Certificate(pem));
  return [{ path, content: await identityPkcs12({ alias: fileWord(entry.name) || 'client', privateKey: privateKeyOf(entry), certificates, passphrase }) }];
}

/** The key lies beside the certificate under the same name, and takes no other file's place. */
async function pemFiles(entry: CertificateEntry, path: string, passphrase: string | undefined): Promise<File[]> {
  const certificates = joinPem([entry.certificate ?? '', ...entry.chain]);
  const key = privateKeyOf(entry);
  const keyPem = passphrase === undefined ? key.export({ format: 'pem', type: 'pkcs8' }).toString() : pemOf('ENCRYPTED PRIVATE KEY', await encryptedPkcs8(key, passphrase));
  return [{ path, content: Buffer.from(certificates) }, { path: pathBeside(path), content: Buffer.from(keyPem) }];
}

function pathBeside(path: string): string {
  const extension = extname(path);
  const base = extension === '' ? path : path.slice(0, -extension.length);
  for (let number = 1; ; number += 1) {
    const beside = `${base}${number === 1 ? '' : `-${number}`}.key`;
    if (beside !== path && !existsSync(beside)) return beside;
  }
}

async function record({ vault, audit, now = Date.now }: ExportDeps, entry: CertificateEntry, says: string): Promise<void> {
  await audit({ kind: 'certificate.exported', outcome: 'ok', subject: certificateName(entry), says });
  const event = { at: new Date(now()).toISOString(), kind: 'exported', says: `With its private key: ${says}` } as const;
  await vault.update((body) => withCertificate(body, entry.id, (one) => withEvent(one, event)));
}
