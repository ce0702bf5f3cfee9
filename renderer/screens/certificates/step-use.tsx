import { Button } from '@mantine/core';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary, Run } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import forms from '../../components/forms.module.css';
import { go } from '../../place.ts';
import { checkSoon } from '../frame/use-check.ts';
import { LastRun } from '../rotation/last-run.tsx';
import { note } from './note.ts';
import { hostOf, changesSay } from './says.ts';
import styles from './task.module.css';

type Props = { certificate: CertificateSummary; certificates: readonly CertificateSummary[]; connection: ConnectionSummary; run: Run | undefined };

/** Says what changes, and switches the connection over. */
export function StepUse({ certificate, certificates, connection, run }: Props) {
  const use = useTell('connections.setCertificate');
  const old = certificates.find((one) => one.id === certificate.replaces);
  const inUse = certificates.find((one) => one.connectionId === connection.id && one.isInUse);
  // What the list will say once it is asked again; without it the step would be shown a moment longer.
  const noteUse = () => {
    note({ ...certificate, isInUse: true, state: 'active', ...(old && old.state !== 'retired' && { step: 'retire' as const }) });
    // The health that is shown was that of the way without it.
    checkSoon(connection.id);
  };
  return (
    <>
      {run && <LastRun key={run.id} run={run} />}
      <div className={styles.card}>
        <h2>What changes</h2>
        <ul className={styles.changes}>
          {changesSay(certificate, connection, inUse).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {connection.environment === 'production' && !inUse && <li>Once Wise has moved your integration to mTLS, it accepts its calls on the mTLS host only.</li>}
        </ul>
      </div>
      {use.error && <ErrorBox error={use.error} />}
      <div className={forms.buttons}>
        <Button data-autofocus color={connection.environment === 'production' ? 'red' : 'cyan'} loading={use.isPending} onClick={() => use.mutate({ connectionId: connection.id, certificateId: certificate.id }, { onSuccess: noteUse })}>
          {inUse ? `Switch to “${certificate.name}”` : `Use “${certificate.name}” for every call`}
        </Button>
        <Button variant="default" onClick={() => go({ screen: 'certificates' })}>
          Not now
        </Button>
      </div>
      <p className="quiet">From then on calls go to {hostOf(connection.mtlsUrl)}. It can be undone under Certificates.</p>
    </>
  );
}
