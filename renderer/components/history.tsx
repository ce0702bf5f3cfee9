import { Timeline } from '@mantine/core';
import { When } from './when.tsx';
import styles from './history.module.css';

type Event<Kind extends string> = { at: string; kind: Kind; says: string };

/** What happened to something, newest first; `names` says how each kind is called. */
export function History<Kind extends string>({ events, names }: { events: readonly Event<Kind>[]; names: Readonly<Record<Kind, string>> }) {
  return (
    <section aria-label="History">
      <h2 className={styles.title}>History</h2>
      <Timeline bulletSize={10} lineWidth={2} active={-1} className={styles.history ?? ''}>
        {events.map((event) => (
          <Timeline.Item key={`${event.kind} ${event.at} ${event.says}`} title={names[event.kind]}>
            <span className={styles.says}>
              <When iso={event.at} as="happened" /> · {event.says}
            </span>
          </Timeline.Item>
        ))}
      </Timeline>
    </section>
  );
}
