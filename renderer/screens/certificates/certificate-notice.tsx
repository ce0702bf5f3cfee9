import type { ReactNode } from 'react';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { CertificateLink } from '../../components/certificate-link.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Tone } from '../../components/pill.tsx';
import { When } from '../../components/when.tsx';
import { utc } from '../../lib/dates.ts';
import { successorOf } from './next-step.ts';

type Told = { tone: Tone; says: ReactNode };
type About = { certificate: CertificateSummary; certificates: readonly CertificateSummary[]; connection: ConnectionSummary };

function activeSays({ certificate, certificates, connection }: About): Told {
  const old = certificates.find((one) => one.id === certificate.replaces);
  if (connection.tls?.clientCertificate === 'not-asked') return { tone: 'bad', says: <>It was not sent: {connection.tls.host} does not ask for it. That is most likely not the mTLS host.</> };
  if (certificate.step === 'retire' && old) return { tone: 'plain', says: <>It took the place of <CertificateLink id={old.id} name={old.name} />, which still works: retire that one, or leave it until its end.</> };
  return { tone: 'ok', says: `Every call of ${certificate.connectionName} carries it, the token call included.` };
}

function endingSays({ certificate, certificates }: About): Told {
  const end = certificate.notAfter ?? certificate.madeAt;
  const successor = successorOf(certificate, certificates);
  const what = successor ? <>Its successor <CertificateLink id={successor.id} name={successor.name} /> is on its way.</> : 'Rotate it: old and new work side by side, so nothing stops.';
  return { tone: 'warn', says: <><strong>Ends <When iso={end} /></strong> ({utc(end)}). {what}</> };
}

function endedSays({ certificate }: About): Told {
  const ended = <When iso={certificate.notAfter ?? certificate.madeAt} />;
  return certificate.isInUse ? { tone: 'bad', says: <>It ended {ended}. Every call of {certificate.connectionName} fails until another takes its place.</> } : { tone: 'plain', says: <>It ended {ended}. Nothing uses it.</> };
}

function replacedSays({ certificate, certificates }: About): Told {
  const by = certificates.find((one) => one.id === certificate.replacedBy);
  return { tone: 'plain', says: <>{by ? <CertificateLink id={by.id} name={by.name} /> : 'Another'} is used in its place. It still works until it ends or is removed in Developer Hub.</> };
}

const BY_STATE: Record<CertificateSummary['state'], (about: About) => Told> = {
  requested: () => ({ tone: 'plain', says: 'Key and CSR are here. The certificate has to come back from Developer Hub.' }),
  issued: () => ({ tone: 'plain', says: 'It came back. One live call proves that it works; until then nothing uses it.' }),
  proved: ({ certificate }) => ({ tone: 'plain', says: `Proved: a call with it went through. ${certificate.connectionName} does not use it yet.` }),
  active: activeSays,
  expiring: endingSays,
  replaced: replacedSays,
  retired: () => ({ tone: 'plain', says: 'Kept for the record: used no more, nor offered.' }),
  expired: endedSays,
};

/** Where the certificate stands and what comes next, in one or two sentences. */
export function CertificateNotice(about: About) {
  const { tone, says } = BY_STATE[about.certificate.state](about);
  return <Notice tone={tone}>{says}</Notice>;
}
