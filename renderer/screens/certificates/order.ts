import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import { CERTIFICATE_STATES } from '../../components/certificate-state.tsx';
import type { Sort } from '../../components/sort-button.tsx';

/** Later than any date. */
const OVER = 1e15;
const IS_OVER: ReadonlySet<CertificateSummary['state']> = new Set(['retired', 'expired']);

/** Soonest first. What waits for its certificate has no end yet and needs somebody, so it stands at the top; what is over stands last, unless calls fail for it. */
function endOrder({ state, isInUse, notAfter }: CertificateSummary): number {
  const end = notAfter ? Date.parse(notAfter) : 0;
  return IS_OVER.has(state) && !isInUse ? OVER + end : end;
}

const VALUES: Record<string, (certificate: CertificateSummary) => string | number> = {
  name: (one) => one.name.toLowerCase(),
  connection: (one) => one.connectionName.toLowerCase(),
  kind: (one) => one.kind,
  state: (one) => CERTIFICATE_STATES[one.state].word,
  ends: endOrder,
  used: (one) => (one.lastUsedAt ? Date.parse(one.lastUsedAt) : 0),
};

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}

/** Certificates by a column, ties by id so that the order is the same each time. */
export function sortCertificates(certificates: readonly CertificateSummary[], sort: Sort): CertificateSummary[] {
  const value = VALUES[sort.by] ?? endOrder;
  const sign = sort.down ? -1 : 1;
  // Each value is worked out once, not in every comparison.
  const valued = certificates.map((certificate) => ({ certificate, value: value(certificate) }));
  return valued.toSorted((a, b) => sign * compare(a.value, b.value) || compare(a.certificate.id, b.certificate.id)).map(({ certificate }) => certificate);
}

/** All but the retired ones; one of those stays while it is open. */
export function withoutRetired(certificates: readonly CertificateSummary[], openId: string | undefined): readonly CertificateSummary[] {
  return certificates.filter((one) => one.state !== 'retired' || one.id === openId);
}

/** Certificates in which every word typed occurs: in name, subject, kind, state, connection, serial or fingerprint. */
export function searchCertificates(certificates: readonly CertificateSummary[], text: string): readonly CertificateSummary[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return certificates;
  return certificates.filter((one) => {
    const all = `${one.name} ${one.subject} ${one.kind} ${CERTIFICATE_STATES[one.state].word} ${one.connectionName} ${one.serial ?? ''} ${one.fingerprint ?? ''}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
