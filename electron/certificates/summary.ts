import type { CertificateCheck, CertificateSummary } from '../../shared/model/certificates.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import type { Clock, VaultStore } from '../ports.ts';
import type { CertificateEntry, VaultBody } from '../vault/body.ts';
import { checkCertificate } from './checks.ts';
import { checkContext } from './context.ts';
import { factsOf } from './entry.ts';
import { chainOf, publicKeyOf, x509Of } from './identity.ts';
import { isInUse, stateOf, stepOf } from './stage.ts';
import type { CertificateUsage } from './usage.ts';

export type SummaryDeps = { vault: VaultStore; sandbox: Pick<SandboxPort, 'running'>; now?: Clock };

/** Every certificate and request, newest first, with the handshakes that are not saved yet. */
export function listCertificates({ vault, sandbox, certificateUsage, now = Date.now }: SummaryDeps & { certificateUsage: Pick<CertificateUsage, 'unsaved'> }): CertificateSummary[] {
  const [body, at] = [vault.read(), now()];
  const all = body.certificates.map((entry) => withUses(summarizeCertificate(entry, body, sandbox, at), certificateUsage.unsaved(entry.id)));
  return all.toSorted((a, b) => b.madeAt.localeCompare(a.madeAt));
}

function withUses(summary: CertificateSummary, unsaved: ReturnType<CertificateUsage['unsaved']>): CertificateSummary {
  return unsaved ? { ...summary, uses: summary.uses + unsaved.uses, lastUsedAt: unsaved.lastAt } : summary;
}

/** What the screens see of a certificate: nothing of its private key. */
export function summarizeCertificate(entry: CertificateEntry, body: VaultBody, sandbox: SummaryDeps['sandbox'], now: number): CertificateSummary {
  const { id, name, connectionId, kind, madeAt, origin, provedAt, lastUsedAt, uses, replaces, replacedBy } = entry;
  const step = stepOf(entry, body, now);
  return {
    id, name, connectionId, kind, madeAt, origin, uses,
    connectionName: body.connections.find((connection) => connection.id === connectionId)?.name ?? '',
    state: stateOf(entry, body, now),
    ...issuedFacts(entry),
    chainLength: entry.chain.length,
    ...(provedAt === undefined ? {} : { provedAt }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    isInUse: isInUse(body, id),
    ...(replaces === undefined ? {} : { replaces }),
    ...(replacedBy === undefined ? {} : { replacedBy }),
    ...(step === undefined ? {} : { step }),
    checks: checksOf(entry, body, sandbox, now),
    history: entry.history.toReversed(),
  };
}

function issuedFacts(entry: CertificateEntry): Pick<CertificateSummary, 'subject' | 'issuer' | 'serial' | 'fingerprint' | 'notBefore' | 'notAfter'> {
  const certificate = x509Of(entry);
  return certificate ? { ...factsOf(certificate), serial: certificate.serialNumber } : { subject: entry.subject };
}

/** As things stand now: days pass, and an authority may have been imported since. Nothing is checked of a retired one whose connection was removed. */
function checksOf(entry: CertificateEntry, body: VaultBody, sandbox: SummaryDeps['sandbox'], now: number): CertificateCheck[] {
  const certificate = x509Of(entry);
  if (!certificate || !body.connections.some(({ id }) => id === entry.connectionId)) return [];
  return checkCertificate({ ...checkContext(body, sandbox, entry.connectionId, entry.id), certificate, chain: chainOf(entry), privateKey: publicKeyOf(entry), name: entry.name, now });
}
