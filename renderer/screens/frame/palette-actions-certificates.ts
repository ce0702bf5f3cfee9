import IconCertificate from '@tabler/icons-react/dist/esm/icons/IconCertificate.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import { CERTIFICATE_STATES } from '../../components/certificate-state.tsx';
import { isUnderWay } from '../certificates/next-step.ts';
import type { Entry } from './palette-actions.ts';

const GROUP = 'Certificates';

/** Is there something whose place can be taken, and nothing on its way to take it? */
function isRotatable(certificate: CertificateSummary, succeeded: ReadonlySet<string>): boolean {
  return certificate.isInUse && !succeeded.has(certificate.id);
}

function entriesOf(certificate: CertificateSummary, succeeded: ReadonlySet<string>): Entry[] {
  const { id, name, connectionName, state } = certificate;
  const entries: Entry[] = [{ id: `open-certificate-${id}`, group: GROUP, label: `Open certificate ${name}`, description: `${connectionName}, ${CERTIFICATE_STATES[state].word}`, icon: IconCertificate, deed: { do: 'go', to: { screen: 'certificates', certificateId: id } } }];
  if (isRotatable(certificate, succeeded)) entries.push({ id: `rotate-certificate-${id}`, group: GROUP, label: `Rotate certificate ${name}`, description: `another in its place for ${connectionName}`, icon: IconRefresh, deed: { do: 'go', to: { screen: 'new-certificate', replaces: id } } });
  if (isUnderWay(certificate)) entries.push({ id: `go-on-certificate-${id}`, group: GROUP, label: `Go on with certificate ${name}`, description: `${connectionName}, ${CERTIFICATE_STATES[state].word}`, icon: IconPlayerPlay, deed: { do: 'go', to: { screen: 'new-certificate', certificateId: id } } });
  return entries;
}

/** What the palette finds and does of client certificates; retired ones are left to their list. */
export function certificateEntries(certificates: readonly CertificateSummary[]): Entry[] {
  const succeeded = new Set(certificates.filter(isUnderWay).flatMap(({ replaces }) => replaces ?? []));
  return certificates.filter(({ state }) => state !== 'retired').flatMap((certificate) => entriesOf(certificate, succeeded));
}
