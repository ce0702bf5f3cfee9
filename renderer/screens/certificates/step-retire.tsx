import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts } from '../../components/facts.tsx';
import forms from '../../components/forms.module.css';
import { Notice } from '../../components/notice.tsx';
import { When } from '../../components/when.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { go } from '../../place.ts';
import { Decide } from './decide.tsx';
import { usedSinceSwitch } from './says.ts';
import styles from './task.module.css';

function hubText({ name, serial, fingerprint }: CertificateSummary): string {
  return [`Developer Hub, Authentication: remove the certificate “${name}”.`, ...(serial ? [`Serial: ${serial}`] : []), ...(fingerprint ? [`SHA-256: ${fingerprint}`] : [])].join('\n');
}

type Props = { certificate: CertificateSummary; certificates: readonly CertificateSummary[]; old: CertificateSummary; connection: ConnectionSummary };

/** What still uses the old one, what has to be done by hand, and its retirement, now or later. */
export function StepRetire({ certificate, certificates, old, connection }: Props) {
  const retire = useTell('certificates.retire');
  const [isRollingBack, setRollingBack] = useState(false);
  const title = useId();
  const stillUsed = usedSinceSwitch(old, certificate);
  const text = hubText(old);
  return (
    <>
      <div className={styles.card}>
        <Facts
          facts={[
            { label: 'Now used', value: <><strong>{certificate.name}</strong>{certificate.notAfter && <>, ends <When iso={certificate.notAfter} /></>}</> },
            { label: 'Old one', value: <><strong>{old.name}</strong>{old.notAfter && <>, ends <When iso={old.notAfter} /></>}</> },
            { label: 'Old, last used', value: old.lastUsedAt ? <When iso={old.lastUsedAt} as="happened" /> : 'never' },
            { label: 'What uses it still', value: 'nothing here. Servers and scripts that hold a copy are not seen from here.' },
          ]}
        />
      </div>
      {stillUsed && (
        <Notice tone="warn">
          “{old.name}” was used after the switch, last <When iso={stillUsed} as="happened" />. Make sure that nothing needs it before you retire it.
        </Notice>
      )}
      <section className={styles.card} aria-labelledby={title}>
        <div className={styles.textHead}>
          <h2 id={title}>Remove it in Developer Hub</h2>
          <CopyButton text={text} label="Copy text" size="compact-sm" className={forms.away ?? ''} />
        </div>
        <p className="dim">Wise has no call for that, and it counts among the ten until then. Do it once nothing else uses it.</p>
        <pre className={styles.text} tabIndex={0} aria-label="Text for Developer Hub">
          {text}
        </pre>
      </section>
      {retire.error && <ErrorBox error={retire.error} />}
      {isRollingBack ? (
        <Decide decision="roll-back" certificate={certificate} certificates={certificates} connection={connection} onDone={() => setRollingBack(false)} />
      ) : (
        <div className={forms.buttons}>
          <Button data-autofocus loading={retire.isPending} color={connection.environment === 'production' ? 'red' : 'cyan'} onClick={() => retire.mutate({ certificateId: old.id })}>
            Retire “{old.name}”
          </Button>
          <Button variant="default" onClick={() => go({ screen: 'certificates', certificateId: certificate.id })}>
            Later: it may stay until its end
          </Button>
          <Button ref={takeLostFocus} variant="default" className={forms.away ?? ''} onClick={() => setRollingBack(true)}>
            Roll back
          </Button>
        </div>
      )}
    </>
  );
}
