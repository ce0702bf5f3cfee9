import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { GuidedTask } from '../../components/guided-task.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { go, type Place } from '../../place.ts';
import { StepChecks } from './step-checks.tsx';
import { StepIssue } from './step-issue.tsx';
import { StepOver } from './step-over.tsx';
import { StepProve } from './step-prove.tsx';
import { StepRequest } from './step-request.tsx';
import { StepRetire } from './step-retire.tsx';
import { StepUse } from './step-use.tsx';
import { StepWiseCa } from './step-wise-ca.tsx';
import { shownStep, stepWords, TASK_STEPS, taskSteps } from './task.ts';
import styles from './task.module.css';

const leave = () => go({ screen: 'certificates' });

type Props = { place: Extract<Place, { screen: 'new-certificate' }>; connection: ConnectionSummary };

function Gone() {
  return (
    <Page title="There is no such certificate" lead="Its request may have been discarded." actions={<Button onClick={leave}>All certificates</Button>} shape="cards">
      {null}
    </Page>
  );
}

type TaskProps = { certificate: CertificateSummary | undefined; old: CertificateSummary | undefined; certificates: readonly CertificateSummary[]; connection: ConnectionSummary };

/** From a request to a certificate in use: one step, one decision, one button. What was done is in the vault, so it can be left at any step. */
function Task({ certificate, old, certificates, connection }: TaskProps) {
  const { data: ca } = useAsk('wiseCa.get', { connectionId: connection.id });
  const prove = useTell('certificates.prove');
  const [isCaSkipped, setCaSkipped] = useState(false);
  if (!ca) return <Loading />;
  const step = shownStep({ certificate, old, ca, isCaSkipped, isProving: prove.isPending || prove.data !== undefined || prove.error !== null });
  const steps = taskSteps({ certificate, old, ca });
  if (step === undefined) return certificate ? <StepOver certificate={certificate} old={old} connection={connection} steps={steps} /> : <Gone />;
  const { title, lead } = stepWords(step, { certificate, old }, connection.environment === 'built-in');
  const runProof = () => certificate && prove.mutate({ certificateId: certificate.id });
  return (
    <GuidedTask inside steps={steps} now={TASK_STEPS.indexOf(step)} title={title} lead={lead}>
      <div className={styles.content}>
        {step === 'request' && <StepRequest connection={connection} certificates={certificates} old={old} />}
        {certificate && step === 'issue' && <StepIssue certificate={certificate} connection={connection} />}
        {certificate && step === 'wise-ca' && <StepWiseCa connection={connection} onSkip={() => setCaSkipped(true)} />}
        {certificate && step === 'checks' && <StepChecks certificate={certificate} connection={connection} onProve={runProof} />}
        {certificate && step === 'prove' && <StepProve isPending={prove.isPending} run={prove.data} error={prove.error} onProve={runProof} onBack={() => prove.reset()} />}
        {certificate && step === 'use' && <StepUse certificate={certificate} certificates={certificates} connection={connection} run={prove.data} />}
        {certificate && old && step === 'retire' && <StepRetire certificate={certificate} certificates={certificates} old={old} connection={connection} />}
        <p className="quiet">
          {step === 'request' ? 'Nothing is kept until the key is made.' : 'You can leave at any step and go on from Certificates or the overview.'}
        </p>
      </div>
    </GuidedTask>
  );
}

/** The guided task, new or where it was left. */
export function NewCertificate({ place, connection }: Props) {
  const certificates = useAsk('certificates.list', {});
  const connections = useAsk('connections.list', {});
  const error = certificates.error ?? connections.error;
  if (error) return <ErrorBox error={error} />;
  if (!certificates.data || !connections.data) return <Loading />;
  const find = (id: string | undefined) => certificates.data.find((one) => one.id === id);
  const certificate = find(place.certificateId);
  if (place.certificateId && !certificate) return certificates.isFetching ? <Loading /> : <Gone />;
  const old = find(certificate?.replaces ?? place.replaces);
  // It belongs to the connection of the certificate, whichever is selected now.
  const owner = certificate?.connectionId ?? old?.connectionId;
  const over = connections.data.find((one) => one.id === owner) ?? connection;
  return <Task key={certificate?.id ?? `new ${over.id}`} certificate={certificate} old={old} certificates={certificates.data} connection={over} />;
}
