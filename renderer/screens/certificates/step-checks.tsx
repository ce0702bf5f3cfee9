import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ChecksList } from '../../components/checks-list.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts } from '../../components/facts.tsx';
import { When } from '../../components/when.tsx';
import { commonName } from '../../lib/distinguished-name.ts';
import { go } from '../../place.ts';
import { note } from './note.ts';
import { hostOf } from './says.ts';
import { SourceField, type Source } from './source.tsx';
import styles from './task.module.css';

type Props = { certificate: CertificateSummary; connection: ConnectionSummary; onProve(): void };

/** What came back and everything that was looked at. The proof is one click further. */
export function StepChecks({ certificate, connection, onProve }: Props) {
  const install = useTell('certificates.install');
  const [isReplacing, setReplacing] = useState(false);
  const { subject, issuer, notBefore, notAfter, checks } = certificate;
  const hasFailed = checks.some((check) => check.state === 'failed');
  const take = async (from: Source) => {
    const taken = await install.mutateAsync({ certificateId: certificate.id, from }).catch(() => undefined);
    if (taken) note(taken);
    setReplacing(taken === undefined);
    return taken !== undefined;
  };
  return (
    <>
      <div className={styles.card}>
        <Facts
          facts={[
            { label: 'Subject', value: subject },
            ...(issuer ? [{ label: 'Issued by', value: <span title={issuer}>{commonName(issuer)}</span> }] : []),
            ...(notBefore && notAfter ? [{ label: 'Valid', value: <><When iso={notBefore} as="day" /> to <When iso={notAfter} as="day" /></> }] : []),
          ]}
        />
      </div>
      <div className={styles.card}>
        <ChecksList checks={checks} />
      </div>
      {install.error && install.error.code !== 'CANCELLED' && <ErrorBox error={install.error} />}
      {isReplacing && <SourceField label="Another certificate for the same key" rows={3} isPending={install.isPending} onSource={take} />}
      <div className={styles.buttons}>
        <Button data-autofocus variant={hasFailed ? 'default' : 'filled'} onClick={onProve}>
          {hasFailed ? 'Try it all the same' : 'Prove it by a live call'}
        </Button>
        <Button variant="default" onClick={() => go({ screen: 'certificates', certificateId: certificate.id })}>
          Back to certificates
        </Button>
        {hasFailed && certificate.origin === 'made' && !isReplacing && (
          <Button variant="default" className={styles.away ?? ''} onClick={() => setReplacing(true)}>
            Bring another one
          </Button>
        )}
      </div>
      <p className={styles.quiet}>The call goes to {hostOf(connection.mtlsUrl)}: a handshake, a token and GET /v1/authenticated/playground. It moves no money.</p>
    </>
  );
}
