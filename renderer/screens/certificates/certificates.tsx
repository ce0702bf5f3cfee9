import { Button } from '@mantine/core';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { useNow } from '../../lib/use-now.ts';
import { go, type Place } from '../../place.ts';
import { CertificatePanel } from './certificate-panel.tsx';
import { CertificateTable } from './certificate-table.tsx';
import { ExportPanel } from './export-panel.tsx';
import { ImportPanel } from './import-panel.tsx';
import { isUnderWay, nextStep, taskFor } from './next-step.ts';
import { certificatesLead, certificatesTitle, mostPressing } from './title.ts';
import { WiseCaPanel } from './wise-ca-panel.tsx';
import styles from './certificates.module.css';

const close = () => go({ screen: 'certificates' });

type Props = { place: Extract<Place, { screen: 'certificates' }>; connection: ConnectionSummary };

function NoCertificates({ connection }: { connection: ConnectionSummary }) {
  return (
    <div className={styles.empty}>
      <h2>No client certificates yet</h2>
      <p className="dim">
        With a client certificate, {connection.name} proves who it is in the TLS handshake already, before any token is sent (mTLS). Wise issues one for a CSR that you make here; the private key never leaves this vault.
        {connection.environment === 'built-in' ? ' The built-in sandbox issues one as Wise does, in a minute.' : ' You paste the CSR into Developer Hub and bring back what it answers.'}
      </p>
      <p className="dim">One that exists already, as PKCS#12 or PEM, can be imported.</p>
      <Button variant="default" onClick={() => go({ screen: 'certificates', wiseCa: true })}>
        Wise’s CA
      </Button>
    </div>
  );
}

/** What a screen of this kind has at most one of: the thing to do next. */
function Primary({ certificates, connection, isOpen }: { certificates: readonly CertificateSummary[]; connection: ConnectionSummary; isOpen: boolean }) {
  const pressing = mostPressing(certificates, connection);
  const waiting = certificates.find((one) => one.connectionId === connection.id && isUnderWay(one));
  const act = pressing ?? waiting;
  const create = (
    <Button variant={act || isOpen ? 'default' : 'filled'} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => go({ screen: 'new-certificate' })}>
      New certificate
    </Button>
  );
  if (!act) return create;
  const name = nextStep(act, certificates) === 'rotate' ? `Rotate “${act.name}”` : `Go on with “${act.name}”`;
  return (
    <>
      {create}
      <Button variant={isOpen ? 'default' : 'filled'} className={styles.act ?? ''} leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => go({ screen: 'new-certificate', ...taskFor(act, certificates) })}>
        <span className="cut">{name}</span>
      </Button>
    </>
  );
}

function Detail({ place, connection, certificates }: Props & { certificates: readonly CertificateSummary[] }) {
  const { data: connections } = useAsk('connections.list', {});
  const opened = certificates.find((one) => one.id === place.certificateId);
  if (place.wiseCa) return <WiseCaPanel key={connection.id} connection={connection} onClose={close} />;
  if (place.importing) return <ImportPanel key={connection.id} connection={connection} certificates={certificates} onClose={close} />;
  if (!opened) return null;
  if (place.exporting) return <ExportPanel certificate={opened} onClose={() => go({ screen: 'certificates', certificateId: opened.id })} />;
  const own = connections?.find((one) => one.id === opened.connectionId) ?? connection;
  return <CertificatePanel key={opened.id} certificate={opened} certificates={certificates} connection={own} onClose={close} />;
}

/** All client certificates there are, for Wise shows them only in Developer Hub. */
export function Certificates({ place, connection }: Props) {
  const { data: certificates, error } = useAsk('certificates.list', {});
  const now = useNow();
  const isOpen = Boolean(place.importing || place.wiseCa || certificates?.some((one) => one.id === place.certificateId));
  const actions = (
    <>
      <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => go({ screen: 'certificates', importing: true })}>
        Import
      </Button>
      <Primary certificates={certificates ?? []} connection={connection} isOpen={isOpen} />
    </>
  );
  return (
    <Page
      title={certificatesTitle(certificates, connection, now)}
      lead={certificatesLead(certificates, connection)}
      actions={actions}
      panel={certificates && isOpen && <Detail place={place} connection={connection} certificates={certificates} />}
      shape="list"
    >
      {error && <ErrorBox error={error} />}
      {!certificates && !error && <Loading />}
      {certificates?.length === 0 && <NoCertificates connection={connection} />}
      {certificates && certificates.length > 0 && <CertificateTable certificates={certificates} connection={connection} openId={place.certificateId} />}
    </Page>
  );
}
