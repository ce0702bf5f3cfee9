import { Timeline } from '@mantine/core';
import type { KeyEvent } from '../../../shared/model/views.ts';
import { When } from '../../components/when.tsx';
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

/** What happened to a key, newest first. */
export function History({ events }: { events: readonly KeyEvent[] }) {
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
