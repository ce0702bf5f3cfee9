import { Timeline } from '@mantine/core';
import type { CertificateEvent } from '../../../shared/model/certificates.ts';
import { When } from '../../components/when.tsx';
import styles from './certificates.module.css';

const EVENTS: Record<CertificateEvent['kind'], string> = {
  requested: 'Requested',
  imported: 'Imported',
  issued: 'Issued',
  proved: 'Proved by a call',
  'switched-to': 'Put to use',
  replaced: 'Replaced',
  restored: 'Back in use',
  retired: 'Retired',
  exported: 'Exported with its key',
};

/** What happened to a certificate, newest first. */
export function History({ events }: { events: readonly CertificateEvent[] }) {
  return (
    <section aria-label="History">
      <h2 className={styles.title}>History</h2>
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
