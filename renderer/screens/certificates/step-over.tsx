import { Button } from '@mantine/core';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { Facts, type Fact } from '../../components/facts.tsx';
import forms from '../../components/forms.module.css';
import { GuidedTask, type TaskStep } from '../../components/guided-task.tsx';
import { When } from '../../components/when.tsx';
import { utc } from '../../lib/dates.ts';
import { go } from '../../place.ts';
import { CERTIFICATE_STATES } from '../../components/certificate-state.tsx';
import { hostOf } from './says.ts';
import styles from './task.module.css';

type Props = { certificate: CertificateSummary; old: CertificateSummary | undefined; connection: ConnectionSummary; steps: readonly TaskStep[] };

function changes({ certificate, old, connection }: Omit<Props, 'steps'>): Fact[] {
  return [
    { label: 'Calls go to', value: <>{hostOf(connection.mtlsUrl)}{!old && connection.apiUrl && <span className="dim"> instead of {hostOf(connection.apiUrl)}</span>}</> },
    { label: 'They carry', value: certificate.name },
    ...(connection.tls?.clientCertificate === 'sent' && connection.tls.certificateName === certificate.name ? [{ label: 'Last handshake', value: `${connection.tls.protocol}, certificate sent` }] : []),
    ...(old ? [{ label: 'Retired', value: <>{old.name} <span className="dim">remove it in Developer Hub, if you have not</span></> }] : []),
    ...(certificate.notAfter ? [{ label: 'Ends', value: <><When iso={certificate.notAfter} /> <span className="dim">{utc(certificate.notAfter)}</span></> }] : []),
  ];
}

/** What has changed, once all is done; or that this certificate is past the task. */
export function StepOver({ certificate, old, connection, steps }: Props) {
  const isUsed = certificate.isInUse && certificate.state !== 'expired';
  return (
    <GuidedTask
      inside
      over
      steps={steps}
      now={isUsed ? steps.length : 5}
      title={isUsed ? `${connection.name} calls Wise over mTLS` : `“${certificate.name}” is ${CERTIFICATE_STATES[certificate.state].word}`}
      lead={isUsed ? 'This is what has changed:' : CERTIFICATE_STATES[certificate.state].says}
    >
      <div className={styles.content}>
        {isUsed && (
          <div className={styles.card}>
            <Facts facts={changes({ certificate, old: old?.state === 'retired' ? old : undefined, connection })} />
          </div>
        )}
        {isUsed && <p className="dim">Its end stands on the expiry board with everything else that ends. You are told before it is too late.</p>}
        <div className={forms.buttons}>
          <Button data-autofocus onClick={() => go({ screen: 'certificates', certificateId: certificate.id })}>
            Open “{certificate.name}”
          </Button>
          <Button variant="default" onClick={() => go({ screen: 'expiry' })}>
            What ends when
          </Button>
        </div>
      </div>
    </GuidedTask>
  );
}
