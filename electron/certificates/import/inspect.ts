import { PortcullisError, toWireError } from '../../../shared/errors.ts';
import type { Parsed } from '../../../shared/ipc/contract.ts';
import type { CertificateImportView } from '../../../shared/model/certificates.ts';
import { findConnection } from '../../connections/resolve.ts';
import type { Finding } from '../../keys/import/finding.ts';
import type { KeptImport } from '../../keys/import/kept-imports.ts';
import { Effort } from '../../keys/import/protection.ts';
import { readKeys } from '../../keys/import/read.ts';
import type { Clock, VaultStore } from '../../ports.ts';
import type { SandboxPort } from '../../connections/sandbox-port.ts';
import { givenBytes } from '../../shell/given-bytes.ts';
import type { Dialogs } from '../../shell/port.ts';
import { isUsable } from '../read.ts';
import { identitiesOf } from './identities.ts';
import { viewOf } from './identity-view.ts';
import type { KeptCertificateImports, KeptFiles } from './kept-certificate-imports.ts';
import { isTooMuch, isWhole, materialOf } from './material.ts';
import { saysOfAll } from './words.ts';

export type InspectDeps = { vault: VaultStore; sandbox: Pick<SandboxPort, 'running'>; certificateImports: KeptCertificateImports; dialogs: Pick<Dialogs, 'openFile'>; now?: Clock };
type Input = Parsed<'certificates.inspect'>;

const MOST_FILES = 10;
const PICK = {
  title: 'Import a client certificate',
  extensions: ['pem', 'crt', 'cer', 'key', 'p12', 'pfx', 'p7b', 'p7c', 'der', 'p8', 'txt'],
  refusal: 'CERT_UNREADABLE', thing: 'certificate',
} as const;

/**
 * Says what files hold and whether it would work, and keeps them for the import. What is wrong with the files themselves is told in the view.
 * Throws `CANCELLED`, `CONNECTION_NOT_FOUND`, `IMPORT_GONE`, `CERT_UNREADABLE` for a file that is too large or one too many, and `VAULT_LOCKED`.
 */
export async function inspectCertificates(deps: InspectDeps, { connectionId, from, addTo, passphrase }: Input): Promise<CertificateImportView> {
  const { vault, certificateImports, now = Date.now } = deps;
  findConnection(vault.read(), connectionId);
  const before = addTo === undefined ? { files: [] } : certificateImports.get(addTo);
  const read = from.kind === 'again' ? await readAgain(before, passphrase) : await oneMore(before, await givenBytes(deps.dialogs, from, { ...PICK, extensions: [...PICK.extensions] }), passphrase);
  // After the last wait: what is kept from here on is dropped by the next lock.
  const body = vault.read();
  const after = merged(addTo === undefined ? before : certificateImports.get(addTo), read);
  const importId = certificateImports.keep(after, addTo);
  const material = materialOf(after);
  const identities = identitiesOf(material, body).map((identity, index) => viewOf(identity, index, { body, sandbox: deps.sandbox, connectionId, now: now() }));
  return { importId, files: after.files.map(fileView), identities, says: isTooMuch(after) ? 'There are more certificates and keys than are looked at here. Take only those that belong together.' : saysOfAll({ files: after.files, material, identities, body }) };
}

/** What was read, by what it was read from: `undefined` for what is new. */
type Read = { from: KeptImport | undefined; file: KeptImport }[];

/** Files may have come, or all may have been discarded, while these were read. Throws `CERT_UNREADABLE` for one too many. */
function merged({ files }: KeptFiles, read: Read): KeptFiles {
  const added = read.flatMap(({ from, file }) => (from === undefined ? [file] : []));
  assertRoomFor([...files, ...added]);
  return { files: [...files.map((kept) => read.find(({ from }) => from === kept)?.file ?? kept), ...added] };
}

async function oneMore({ files }: KeptFiles, { bytes, fileName }: { bytes: Buffer; fileName: string | undefined }, passphrase: string | undefined): Promise<Read> {
  assertRoomFor([...files, bytes]);
  return [{ from: undefined, file: { bytes, fileName, findings: await readFile(bytes, passphrase) } }];
}

function assertRoomFor({ length }: readonly unknown[]): void {
  if (length > MOST_FILES) throw new PortcullisError('CERT_UNREADABLE', { reason: `There are ${MOST_FILES} files already, which is the most that is looked at together.` });
}

/** Tries a passphrase on what is not open yet. */
async function readAgain({ files }: KeptFiles, passphrase: string | undefined): Promise<Read> {
  if (files.length === 0) throw new PortcullisError('IMPORT_GONE');
  const read: Read = [];
  // Of all of them together: each may ask for seconds of key derivation.
  const effort = new Effort();
  for (const file of files.filter(needsPassphrase)) read.push({ from: file, file: { ...file, findings: await readFile(file.bytes, passphrase, effort) } });
  return read;
}

async function readFile(bytes: Buffer, passphrase: string | undefined, effort = new Effort()): Promise<Finding[]> {
  return readKeys(bytes, { passphrase, certificates: true, effort });
}

function needsPassphrase({ findings }: KeptImport): boolean {
  return findings.some((finding) => finding.is === 'closed' || (finding.is === 'unreadable' && finding.error.code === 'IMPORT_WRONG_PASSPHRASE'));
}

function fileView(file: KeptImport): CertificateImportView['files'][number] {
  const error = file.findings.map(errorOf).find((one) => one !== undefined);
  return {
    ...(file.fileName === undefined ? {} : { fileName: file.fileName }),
    what: whatOf(file.findings),
    needsPassphrase: needsPassphrase(file),
    ...(error ? { error: toWireError(error) } : {}),
  };
}

/** Such as "Certificate (3); PKCS#8 private key". */
function whatOf(findings: readonly Finding[]): string {
  const counts = Map.groupBy(findings, ({ what }) => what);
  return [...counts].map(([what, { length }]) => (length > 1 && what === 'Certificate' ? `${what} (${length})` : what)).join('; ');
}

/** What is wrong with one thing in a file. What waits for a passphrase is not wrong yet. */
function errorOf(finding: Finding): PortcullisError | undefined {
  if (finding.is === 'certificate' && !isUsable(finding.certificate)) return new PortcullisError('CERT_UNREADABLE', { reason: 'A name, a date or the key in it is of a kind that is not known here.' });
  if (finding.is === 'key' && finding.key.type !== 'private') return new PortcullisError('CERT_UNREADABLE', { reason: 'It is a public key. The certificate and the private key are needed.' });
  if (finding.is === 'key' && !isWhole(finding.key)) return new PortcullisError('CERT_UNREADABLE', { reason: 'It is damaged: its public and its private half do not belong together.' });
  if (finding.is === 'other') return new PortcullisError('CERT_UNREADABLE', { reason: finding.kind === 'CSR' ? 'It is the request (CSR), not the certificate that came back for it.' : finding.says });
  if (finding.is !== 'unreadable') return undefined;
  // The same sentence, under the name of what was looked for.
  return finding.error.code === 'IMPORT_UNREADABLE' ? new PortcullisError('CERT_UNREADABLE', finding.error.details) : finding.error;
}
