import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { Confirm } from '../../components/confirm.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import forms from '../../components/forms.module.css';
import { Loading } from '../../components/loading.tsx';
import { SourceField, type Source } from '../../components/source-field.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { go } from '../../place.ts';
import { note } from './note.ts';
import { savePart } from './public-text.ts';
import styles from './task.module.css';

function Csr({ certificate }: { certificate: CertificateSummary }) {
  const { data, error } = useAsk('certificates.text', { certificateId: certificate.id, what: 'csr' });
  if (error) return <ErrorBox error={error} />;
  if (!data) return <Loading lines={3} />;
  return (
    <>
      <div className={styles.textHead}>
        <strong>CSR</strong>
        <span className={forms.away}>
          <Button variant="default" size="compact-sm" onClick={() => void savePart(certificate.id, 'csr', 'CSR')}>
            Save
          </Button>{' '}
          <CopyButton text={data.text} label="Copy CSR" size="compact-sm" />
        </span>
      </div>
      <pre className={styles.text} tabIndex={0} aria-label="CSR">
        {data.text}
      </pre>
    </>
  );
}

/** What to do in Developer Hub, with what it asks for at hand. */
function ByHand({ certificate, connection }: { certificate: CertificateSummary; connection: ConnectionSummary }) {
  const where = connection.environment === 'production' ? 'of production' : 'of the sandbox';
  return (
    <ol className={styles.hands}>
      <li>
        Open Wise’s Developer Hub {where} and go to <strong>Authentication</strong>. At most ten certificates can be active there.
      </li>
      <li>
        <span className={styles.line}>
          Give it this name: <strong className={styles.wrap}>{certificate.name}</strong> <CopyButton text={certificate.name} label="Copy name" size="compact-sm" />
        </span>
      </li>
      <li>
        Paste this CSR. Wise puts your client id (ending in {connection.clientIdTail}) in the place of the common name.
        <Csr certificate={certificate} />
      </li>
      <li>Bring back the certificate it answers, valid for a year:</li>
    </ol>
  );
}

type Props = { certificate: CertificateSummary; connection: ConnectionSummary };

/** The CSR goes to Developer Hub, the certificate comes back. The built-in sandbox does both with one click. */
export function StepIssue({ certificate, connection }: Props) {
  const install = useTell('certificates.install');
  const issue = useTell('certificates.issueInSandbox');
  const discard = useTell('certificates.discard');
  const [isDiscarding, setDiscarding] = useState(false);
  const certificateId = certificate.id;
  const isBuiltIn = connection.environment === 'built-in';
  const take = async (from: Source) => {
    const taken = await install.mutateAsync({ certificateId, from }).catch(() => undefined);
    if (taken) note(taken);
    return taken !== undefined;
  };
  const field = (
    <>
      <SourceField label="The certificate that came back" description="With or without its chain; PEM, DER or PKCS#7." rows={3} isQuiet={isBuiltIn} isPending={install.isPending} onSource={take} />
      {install.error && install.error.code !== 'CANCELLED' && <ErrorBox error={install.error} />}
    </>
  );
  return (
    <>
      {isBuiltIn && (
        <div className={forms.buttons}>
          <Button data-autofocus loading={issue.isPending} onClick={() => issue.mutate({ certificateId }, { onSuccess: note })}>
            Issue it in the sandbox’s Developer Hub
          </Button>
        </div>
      )}
      {issue.error && <ErrorBox error={issue.error} />}
      {isBuiltIn ? (
        <details className={styles.fold}>
          <summary>By hand, as it is done at Wise</summary>
          <div className={styles.content}>
            <ByHand certificate={certificate} connection={connection} />
            {field}
          </div>
        </details>
      ) : (
        <>
          <ByHand certificate={certificate} connection={connection} />
          {field}
        </>
      )}
      {isDiscarding ? (
        <Confirm
          says={['The request and its private key are dropped. A certificate that comes back for it can then not be used.']}
          action={`Discard “${certificate.name}”`}
          isPending={discard.isPending}
          error={discard.error}
          onDo={() => discard.mutate({ certificateId }, { onSuccess: () => go({ screen: 'certificates' }) })}
          onKeep={() => setDiscarding(false)}
        />
      ) : (
        <div className={forms.buttons}>
          <Button variant="default" onClick={() => go({ screen: 'certificates' })}>
            Back to certificates
          </Button>
          <Button ref={takeLostFocus} variant="default" className={forms.away ?? ''} onClick={() => setDiscarding(true)}>
            Discard the request
          </Button>
        </div>
      )}
    </>
  );
}
