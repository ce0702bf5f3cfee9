import { Button } from '@mantine/core';
import { sumsText } from '../../lib/money.ts';
import { vars } from '../../lib/vars.ts';
import { progressOf, type Queue } from './use-queue.ts';
import styles from './detail.module.css';

/** How far several in a row have come, and what the last one came to. */
export function QueueStrip({ queue, onStop }: { queue: Queue; onStop(): void }) {
  const { keys, at, records } = queue;
  const { done, all } = progressOf(queue);
  const isOver = at >= keys.length;
  const last = records.at(-1);
  const approved = records.filter((one) => one.outcome === 'done').length;
  return (
    <div className={styles.queue} role="group" aria-label="One after the other">
      <div className={styles.queueWords}>
        <strong>{isOver ? `${approved} of ${keys.length} approved` : `${at + 1} of ${keys.length}`}</strong>
        <span>
          {all.length > 0 && `${done.length > 0 ? sumsText(done) : 'nothing yet'} of ${sumsText(all)}`}
        </span>
        {last && !isOver && <span className="dim">{last.says}</span>}
      </div>
      <Button size="compact-sm" variant="subtle" onClick={onStop}>
        {isOver ? 'Close' : 'Stop after this one'}
      </Button>
      <div className={styles.bar} aria-hidden style={vars({ '--done': `${(at / keys.length) * 100}%` })} />
    </div>
  );
}
