import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { Audit, VaultStore } from '../ports.ts';
import { fileWord, saveAs, type SaveDeps } from '../shell/save-as.ts';
import { writeAtomic } from '../storage/atomic-file.ts';
import type { CertificateEntry } from '../vault/body.ts';
import { certificateName, findCertificate } from './entry.ts';
import { x509Of } from './identity.ts';
import { joinPem } from './pem.ts';

export type SaveTextDeps = SaveDeps & { vault: VaultStore; audit: Audit };
type What = Parsed<'certificates.text'>['what'];
type Saved = Parsed<'certificates.save'>['what'];

/** Each throws `CERT_NOT_ISSUED` while it is not there. */
const TEXTS: Readonly<Record<What, (entry: CertificateEntry) => string>> = {
  csr: ({ csr }) => there(csr),
  certificate: ({ certificate }) => there(certificate),
  chain: (entry) => joinPem([there(entry.certificate), ...entry.chain]),
  fingerprint: (entry) => there(x509Of(entry)).fingerprint256,
};

/** What a file is called after the certificate's name, and what the dialog says. */
const FILES: Readonly<Record<Saved, { ending: string; title: string; says: string }>> = {
  csr: { ending: '.csr', title: 'Save the CSR', says: 'the CSR' },
  certificate: { ending: '.crt', title: 'Save the certificate', says: 'the certificate' },
  chain: { ending: '-chain.pem', title: 'Save the certificate with its chain', says: 'the certificate with its chain' },
};

/** What is public of a certificate: PEM, or the SHA-256 fingerprint. `chain`: the certificate first, as servers send it. Throws `CERT_NOT_FOUND`, `CERT_NOT_ISSUED`. */
export async function certificateText({ vault }: Pick<SaveTextDeps, 'vault'>, { certificateId, what }: Parsed<'certificates.text'>): Promise<{ text: string }> {
  return { text: TEXTS[what](findCertificate(vault.read(), certificateId)) };
}

/** The same to a file. Throws also `CANCELLED`, `STORAGE_*`. */
export async function saveCertificateText(deps: SaveTextDeps, { certificateId, what }: Parsed<'certificates.save'>): Promise<{ savedAs: string }> {
  const entry = findCertificate(deps.vault.read(), certificateId);
  const text = TEXTS[what](entry);
  const { ending, title, says } = FILES[what];
  const savedAs = await saveAs(deps, { title, suggestedName: `${fileWord(entry.name) || 'certificate'}${ending}` });
  await writeAtomic(savedAs, [Buffer.from(text)]);
  await deps.audit({ kind: 'certificate.copied', outcome: 'ok', subject: certificateName(entry), says: `${says} to a file` });
  return { savedAs };
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new PortcullisError('CERT_NOT_ISSUED');
  return value;
}
