import { Button } from '@mantine/core';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { ChecksList } from '../../components/checks-list.tsx';
import { Facts } from '../../components/facts.tsx';
import forms from '../../components/forms.module.css';
import { When } from '../../components/when.tsx';
import { commonName } from '../../lib/distinguished-name.ts';
import { go } from '../../place.ts';
import { hostOf } from './says.ts';
import styles from './task.module.css';

type Props = { certificate: CertificateSummary; connection: ConnectionSummary; onProve(): void };

/** What came back and everything that was looked at. The proof is one click further. */
export function StepChecks({ certificate, connection, onProve }: Props) {
  const { subject, issuer, notBefore, notAfter, checks } = certificate;
  const hasFailed = checks.some((check) => check.state === 'failed');
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
      <div className={forms.buttons}>
        <Button data-autofocus variant={hasFailed ? 'default' : 'filled'} onClick={onProve}>
          {hasFailed ? 'Try it all the same' : 'Prove it by a live call'}
        </Button>
        <Button variant="default" onClick={() => go({ screen: 'certificates', certificateId: certificate.id })}>
          Back to certificates
        </Button>
        {hasFailed && (
          <Button variant="default" className={forms.away ?? ''} onClick={() => go({ screen: 'new-certificate', ...(certificate.replaces && { replaces: certificate.replaces }) })}>
            Request another
          </Button>
        )}
      </div>
      <p className="quiet">The call goes to {hostOf(connection.mtlsUrl)}: a handshake, a token and GET /v1/authenticated/playground. It moves no money.</p>
    </>
  );
}
