import type { ReactNode } from 'react';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import { CertificateLink } from '../../components/certificate-link.tsx';
import { Copyable } from '../../components/copyable.tsx';
import { Facts, type Fact } from '../../components/facts.tsx';
import { When } from '../../components/when.tsx';
import { commonName } from '../../lib/distinguished-name.ts';
import { isUsable } from './says.ts';

const ORIGINS = { made: 'key made here', imported: 'imported' };

/** What stops working when it goes. */
function inUse(certificate: CertificateSummary): ReactNode {
  if (certificate.isInUse) return <><strong>{certificate.connectionName}</strong>, whose calls stop when it goes</>;
  return 'nothing here';
}

function used({ lastUsedAt, uses }: CertificateSummary): ReactNode {
  if (!lastUsedAt) return 'never';
  return <><span className="number">{uses.toLocaleString('en')}</span> {uses === 1 ? 'handshake' : 'handshakes'}, last <When iso={lastUsedAt} as="happened" /></>;
}

function factsOf(certificate: CertificateSummary, link: (id: string) => ReactNode): (Fact | false | undefined)[] {
  const { notBefore, notAfter, issuer } = certificate;
  return [
    { label: 'In use by', value: inUse(certificate) },
    !certificate.isInUse && { label: 'Belongs to', value: certificate.connectionName },
    { label: 'Subject', value: certificate.subject },
    issuer !== undefined && { label: 'Issued by', value: <span title={issuer}>{commonName(issuer)}</span> },
    notBefore !== undefined && notAfter !== undefined && { label: 'Valid', value: <><When iso={notBefore} as="day" /> to <When iso={notAfter} as="day" /></> },
    { label: 'Kind', value: `${certificate.kind}, ${ORIGINS[certificate.origin]}` },
    { label: 'Used', value: used(certificate) },
    isUsable(certificate) && { label: 'Sent with', value: certificate.chainLength === 1 ? 'one certificate of its chain' : certificate.chainLength > 1 ? `${certificate.chainLength} certificates of its chain` : 'nothing of its chain' },
    certificate.replaces !== undefined && { label: 'Replaces', value: link(certificate.replaces) },
    certificate.replacedBy !== undefined && { label: 'Replaced by', value: link(certificate.replacedBy) },
    certificate.serial !== undefined && { label: 'Serial', value: <Copyable text={certificate.serial} name="serial" /> },
    certificate.fingerprint !== undefined && { label: 'SHA-256', value: <Copyable text={certificate.fingerprint} name="fingerprint" /> },
    { label: 'Private key', value: 'in this vault, shown nowhere' },
  ];
}

/** What a certificate is and who uses it. */
export function CertificateFacts({ certificate, certificates }: { certificate: CertificateSummary; certificates: readonly CertificateSummary[] }) {
  const link = (id: string) => {
    const found = certificates.find((one) => one.id === id);
    return found ? <CertificateLink id={id} name={found.name} /> : 'one that is no longer here';
  };
  return <Facts facts={factsOf(certificate, link).filter((fact) => fact !== false && fact !== undefined)} />;
}
