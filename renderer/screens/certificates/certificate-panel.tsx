import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ChecksList } from '../../components/checks-list.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { History } from '../../components/history.tsx';
import actions from '../../components/panel-actions.module.css';
import { Panel } from '../../components/panel.tsx';
import { RunView } from '../../components/run-view.tsx';
import { TlsFacts } from '../../components/tls-facts.tsx';
import { go } from '../../place.ts';
import { isUncalled } from '../frame/chain-verdict.ts';
import { checkSoon } from '../frame/use-check.ts';
import { CertificateFacts } from './certificate-facts.tsx';
import { CertificateNotice } from './certificate-notice.tsx';
import { CopyMenu } from './copy-menu.tsx';
import { Decide, type Decision } from './decide.tsx';
import { CERTIFICATE_EVENTS } from './events.ts';
import { CertificateMenu } from './certificate-menu.tsx';
import { nextStep, successorOf, taskFor, type NextStep } from './next-step.ts';
import { isUsable } from './says.ts';
import styles from './certificates.module.css';

type Props = { certificate: CertificateSummary; certificates: readonly CertificateSummary[]; connection: ConnectionSummary; onClose(): void };

const GO_ON: Partial<Record<CertificateSummary['state'], string>> = { requested: 'Have it issued', issued: 'Check and prove it', proved: 'Use it' };

function stepName(next: NextStep, certificate: CertificateSummary, certificates: readonly CertificateSummary[]): string | undefined {
  const names: Record<NextStep, string | undefined> = {
    'go-on': successorOf(certificate, certificates) ? 'Go on rotating' : GO_ON[certificate.state],
    rotate: 'Rotate',
    'retire-old': 'Finish rotating',
    retire: 'Retire',
    none: undefined,
  };
  return names[next];
}

function Checks({ certificate: { checks } }: { certificate: CertificateSummary }) {
  if (checks.length === 0) return null;
  const held = checks.filter((check) => check.state === 'ok').length;
  return (
    <details className={styles.fold} open={held < checks.length}>
      <summary>{held === checks.length ? `All ${held} checks hold` : `${held} of ${checks.length} checks hold`}</summary>
      <ChecksList checks={checks} />
    </details>
  );
}

/** One certificate: the next step as the one primary button, what it is, what was looked at, and what happened to it. */
export function CertificatePanel({ certificate, certificates, connection, onClose }: Props) {
  const prove = useTell('certificates.prove');
  const [decision, setDecision] = useState<Decision>();
  const test = useRef<HTMLButtonElement>(null);
  const buttons = useRef<HTMLDivElement>(null);
  const next = nextStep(certificate, certificates);
  // What is doubtful is told before what it is.
  const isDoubtful = certificate.checks.some((check) => check.state !== 'ok');
  const name = stepName(next, certificate, certificates);
  const act = () => (next === 'retire' ? setDecision('retire') : go({ screen: 'new-certificate', ...taskFor(certificate, certificates) }));
  // A test has sockets of its own; what the connection itself does is looked at as well.
  const lookAnew = () => {
    if (certificate.isInUse) checkSoon(connection.id);
  };
  // While it runs the button is disabled and the browser drops its focus; give it back.
  useEffect(() => {
    if (prove.isSuccess || prove.isError) test.current?.focus();
  }, [prove.isSuccess, prove.isError]);
  // The button that had the focus is gone; without it Escape would no longer reach the panel.
  const endDeciding = () => {
    setDecision(undefined);
    buttons.current?.querySelector('button')?.focus();
  };
  return (
    <Panel title={<span title={certificate.name}>{certificate.name}</span>} label={`Certificate ${certificate.name}`} onClose={onClose}>
      <div className={actions.row} ref={buttons}>
        {name && (
          <Button className={actions.primary ?? ''} variant={next === 'retire' ? 'default' : 'filled'} onClick={act}>
            {name}
          </Button>
        )}
        {isUsable(certificate) && certificate.state !== 'proved' && (
          <Button ref={test} className={name ? '' : (actions.primary ?? '')} variant="default" loading={prove.isPending} onClick={() => prove.mutate({ certificateId: certificate.id }, { onSettled: lookAnew })}>
            Test it
          </Button>
        )}
        <CopyMenu certificate={certificate} />
        <CertificateMenu certificate={certificate} certificates={certificates} onDecide={setDecision} />
      </div>
      {decision && <Decide decision={decision} certificate={certificate} certificates={certificates} connection={connection} onDone={endDeciding} />}
      {prove.error && <ErrorBox error={prove.error} />}
      {prove.data ? (
        <section aria-label="Test" aria-live="polite">
          <h2 className={styles.title}>{prove.data.says}</h2>
          <RunView run={prove.data} />
        </section>
      ) : (
        !decision && <CertificateNotice certificate={certificate} certificates={certificates} connection={connection} />
      )}
      {isDoubtful && <Checks certificate={certificate} />}
      <CertificateFacts certificate={certificate} certificates={certificates} />
      {!isDoubtful && <Checks certificate={certificate} />}
      {certificate.isInUse && (
        <section aria-label="Newest connection to Wise">
          <h2 className={styles.title}>Newest connection to Wise</h2>
          {connection.tls && !isUncalled(connection, certificate) ? <TlsFacts tls={connection.tls} /> : <p className="quiet">None yet with this certificate. “Test it” makes one.</p>}
        </section>
      )}
      <History events={certificate.history} names={CERTIFICATE_EVENTS} />
      <p className="quiet">Cannot be done by API: listing and removing certificates. That is done in Developer Hub, under the name “{certificate.name}”.</p>
    </Panel>
  );
}
