import { Button, Timeline } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ConnectionSummary, KeyEvent, KeySummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts } from '../../components/facts.tsx';
import { Panel } from '../../components/panel.tsx';
import { RunView } from '../../components/run-view.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import { go } from '../../place.ts';
import { CopyMenu } from './copy-menu.tsx';
import { KeyNotice } from './key-notice.tsx';
import { nextStep, type NextStep } from './next-step.ts';
import styles from './keys.module.css';

const EVENTS: Record<KeyEvent['kind'], string> = {
  made: 'Made here',
  imported: 'Imported',
  uploaded: 'Uploaded to Wise',
  'first-used': 'First used',
  replaced: 'Replaced',
  restored: 'Back in use',
  retired: 'Retired',
  exported: 'Private half exported',
};

function keyFacts(key: KeySummary) {
  const places = key.uploadedTo.map((place) => place.connectionName).join(', ');
  return [
    { label: 'Key id', value: <span className="mono">{key.id}</span> },
    { label: 'Thumbprint', value: <span className="mono" title="RFC 7638, SHA-256, base64url">{key.thumbprint}</span> },
    { label: 'Algorithm', value: `${key.algorithm}, ${key.kind}` },
    { label: 'Valid', value: <><When iso={key.validFrom} as="day" /> to <When iso={key.validTill} as="day" /></> },
    { label: 'At Wise', value: places || 'not yet' },
    ...(key.use === 'signing' ? [{ label: 'Signatures', value: <span className="number">{key.uses.toLocaleString()}</span> }] : []),
    { label: 'Private half', value: 'in this vault, never shown' },
  ];
}

function History({ events }: { events: readonly KeyEvent[] }) {
  return (
    <section aria-label="History">
      <h2 style={{ marginBottom: 10 }}>History</h2>
      <Timeline bulletSize={10} lineWidth={2} active={-1} className={styles.history ?? ''}>
        {events.map((event) => (
          <Timeline.Item key={`${event.kind} ${event.at} ${event.says}`} title={EVENTS[event.kind]}>
            <span className={styles.quiet}>
              <When iso={event.at} as="happened" /> · {event.says}
            </span>
          </Timeline.Item>
        ))}
      </Timeline>
    </section>
  );
}

type Props = { keySummary: KeySummary; connection: ConnectionSummary; onClose(): void };

/** One key: the next step as the one primary button, what it is, and what happened to it. */
export function KeyPanel({ keySummary: key, connection, onClose }: Props) {
  const upload = useTell('keys.upload');
  const primary = useRef<HTMLButtonElement>(null);
  const next = nextStep(key, connection);
  const steps: Record<Exclude<NextStep, 'none'>, { name: string; run(): void }> = {
    upload: { name: connection.environment === 'production' ? 'Upload to production' : 'Upload to Wise', run: () => upload.mutate({ keyId: key.id, connectionId: connection.id }) },
    try: { name: 'Try it', run: () => go({ screen: 'playground', keyId: key.id, runNow: true }) },
    successor: { name: 'Replace', run: () => go({ screen: 'keys', making: true, likeKeyId: key.id }) },
  };
  const step = next === 'none' ? undefined : steps[next];
  // While it runs the button is disabled and the browser drops its focus; give it back for the step after.
  useEffect(() => {
    if (upload.isSuccess || upload.isError) primary.current?.focus();
  }, [upload.isSuccess, upload.isError]);
  const title = (
    <span title={`${key.id} ${key.label}`}>
      {shortId(key.id)} <span style={{ fontWeight: 500 }}>{key.label}</span>
    </span>
  );
  return (
    <Panel title={title} label={`Key ${shortId(key.id)}`} onClose={onClose}>
      <div className={styles.next}>
        {step && (
          <Button ref={primary} onClick={step.run} loading={upload.isPending} color={next === 'upload' && connection.environment === 'production' ? 'red' : 'cyan'}>
            {step.name}
          </Button>
        )}
        {key.state === 'expiring' && key.use === 'signing' && (
          <Button variant="default" onClick={steps.try.run}>
            Try it
          </Button>
        )}
        <CopyMenu keyId={key.id} />
      </div>
      {upload.error && <ErrorBox error={upload.error} />}
      {upload.data ? (
        <section aria-label="Upload" aria-live="polite">
          <h2 style={{ marginBottom: 8 }}>{upload.data.says}</h2>
          <RunView run={upload.data} />
        </section>
      ) : (
        <KeyNotice keySummary={key} next={next} connection={connection} />
      )}
      <Facts facts={keyFacts(key)} />
      <History events={key.history} />
      <p className={styles.quiet}>
        Cannot be done by API: listing and revoking keys. This list is the only one; to have a key revoked, ask Wise with its key id.
      </p>
    </Panel>
  );
}
