import type { X509Certificate } from 'node:crypto';
import { PortcullisError, toPortcullisError, type ErrorCode } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { CertificateSummary } from '../../shared/model/certificates.ts';
import { findConnection } from '../connections/resolve.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import { givenBytes } from '../shell/given-bytes.ts';
import type { Dialogs } from '../shell/port.ts';
import type { CertificateEntry, VaultBody } from '../vault/body.ts';
import { sortChain } from './chain.ts';
import { belongsTo, blocking, checkCertificate } from './checks.ts';
import { checkContext } from './context.ts';
import { certificateName, factsOf, findCertificate, privateKeyOf, withCertificate, withEvent } from './entry.ts';
import { x509Of } from './identity.ts';
import { CERTIFICATE_EXTENSIONS, certificatePem } from './pem.ts';
import { summarizeCertificate } from './summary.ts';

export type InstallDeps = { vault: VaultStore; audit: Audit; sandbox: Pick<SandboxPort, 'running' | 'issueCertificate'>; dialogs: Pick<Dialogs, 'openFile'>; now?: Clock };
type Deps = Omit<InstallDeps, 'dialogs'>;

/** Not worth a line: nothing was tried; or it was done, and the line about that could not be written. */
const UNTOLD: ReadonlySet<ErrorCode> = new Set(['CANCELLED', 'VAULT_LOCKED', 'CERT_NOT_FOUND', 'AUDIT_UNWRITABLE']);

/**
 * Takes the certificate that came back for a request, with what it finds of its chain. When it is refused nothing is changed.
 * Throws `CERT_NOT_FOUND`, `CERT_RETIRED`, `CERT_EXISTS`, `CANCELLED`, `CERT_UNREADABLE`, `CERT_WRONG_KEY`, `CERT_EXPIRED`, `CERT_NOT_YET_VALID`, `CERT_UNFIT`; `reason` is the sentence of the check.
 */
export async function installCertificate(deps: InstallDeps, { certificateId, from }: Parsed<'certificates.install'>): Promise<CertificateSummary> {
  return told(deps, certificateId, async () => {
    awaiting(deps.vault.read(), certificateId);
    const { bytes } = await givenBytes(deps.dialogs, from, { title: 'The certificate that came back', extensions: CERTIFICATE_EXTENSIONS, refusal: 'CERT_UNREADABLE', thing: 'certificate' });
    return install(deps, certificateId, bytes);
  });
}

/** Has the built-in sandbox's Developer Hub issue it, and installs what came back. Throws `CERT_BY_HAND` for other environments, `HUB_REFUSED`, and as `installCertificate`. */
export async function issueInSandbox(deps: Deps, { certificateId }: Parsed<'certificates.issueInSandbox'>): Promise<CertificateSummary> {
  return told(deps, certificateId, async () => {
    const body = deps.vault.read();
    const { name, csr, connectionId } = awaiting(body, certificateId);
    if (findConnection(body, connectionId).environment !== 'built-in' || csr === undefined) throw new PortcullisError('CERT_BY_HAND');
    return install(deps, certificateId, Buffer.from(await deps.sandbox.issueCertificate(name, csr)));
  });
}

async function install({ vault, audit, sandbox, now = Date.now }: Deps, certificateId: string, bytes: Buffer): Promise<CertificateSummary> {
  const { readCertificates } = await import('./read.ts');
  const found = await readCertificates(bytes, 'CERT_UNREADABLE');
  const body = await vault.update((before) => {
    const entry = awaiting(before, certificateId);
    const { leaf, chain } = choose(found, { entry, body: before, sandbox, now: now() });
    return withCertificate(before, certificateId, () => installed(entry, leaf, chain, now()));
  });
  const entry = findCertificate(body, certificateId);
  await audit({ kind: 'certificate.issued', outcome: 'ok', subject: certificateName(entry), says: entry.history.at(-1)?.says ?? '' });
  return summarizeCertificate(entry, body, sandbox, now());
}

/** The certificate of the request among those that were found, and the chain to send with it. Throws what speaks against it. */
function choose(found: readonly X509Certificate[], { entry, body, sandbox, now }: { entry: CertificateEntry; body: VaultBody; sandbox: Deps['sandbox']; now: number }) {
  const privateKey = privateKeyOf(entry);
  const own = found.filter((one) => belongsTo(one, privateKey)).toSorted((a, b) => Date.parse(b.validTo) - Date.parse(a.validTo));
  if (own.length === 0) throw new PortcullisError('CERT_WRONG_KEY', { reason: strangersWords(found) });
  const context = checkContext(body, sandbox, entry.connectionId, entry.id);
  const judged = own.map((leaf) => {
    assertNew(body, leaf);
    // What the connection knows of Wise's own intermediates is sent along: some servers want it.
    const chain = sortChain(leaf, [...found, ...context.authorities]);
    const checks = checkCertificate({ ...context, certificate: leaf, chain, privateKey, name: entry.name, now });
    return { leaf, chain, refusal: blocking(checks, { certificate: leaf, now }) };
  });
  const fit = judged.find(({ refusal }) => refusal === undefined);
  if (!fit) throw judged[0]!.refusal!;
  return fit;
}

function strangersWords(found: readonly X509Certificate[]): string {
  if (found.every(({ ca }) => ca)) return 'Only authorities are in it, as “Get Wise certificate” gives them. Those go to the connection’s Wise CA; what is wanted here is the certificate that was issued for the CSR.';
  if (found.length === 1) return 'Its public key is not that of the private key here.';
  return `None of the ${found.length} certificates in it has the public key of the private key here.`;
}

function installed(entry: CertificateEntry, leaf: X509Certificate, chain: readonly X509Certificate[], now: number): CertificateEntry {
  const at = new Date(now).toISOString();
  const { issuer, notAfter } = factsOf(leaf);
  return withEvent({ ...entry, certificate: certificatePem(leaf), chain: chain.map(certificatePem), issuedAt: at }, { at, kind: 'issued', says: `By ${issuer}, ends on ${notAfter.slice(0, 10)}` });
}

/** A request that waits for its certificate. Throws `CERT_NOT_FOUND`, `CERT_RETIRED`, `CERT_EXISTS`. */
function awaiting(body: VaultBody, certificateId: string): CertificateEntry {
  const entry = findCertificate(body, certificateId);
  if (entry.retiredAt !== undefined) throw new PortcullisError('CERT_RETIRED');
  if (entry.certificate !== undefined) throw new PortcullisError('CERT_EXISTS');
  return entry;
}

/** One that was imported with its key under another name is not taken twice. */
function assertNew({ certificates }: VaultBody, leaf: X509Certificate): void {
  if (certificates.some((entry) => x509Of(entry)?.raw.equals(leaf.raw))) throw new PortcullisError('CERT_EXISTS');
}

/** Records a refusal as well. */
async function told<T>({ vault, audit }: Pick<Deps, 'vault' | 'audit'>, certificateId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const { code } = toPortcullisError(thrown);
    if (!UNTOLD.has(code)) await audit({ kind: 'certificate.issued', outcome: 'refused', subject: certificateName(findCertificate(vault.read(), certificateId)), says: code });
    throw thrown;
  }
}
