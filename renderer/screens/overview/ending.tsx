import type { KeySummary } from '../../../shared/model/views.ts';
import { Card } from '../../components/card.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import { endingNext, isOpen, timelineScale, type Scale } from './timeline-scale.ts';
import styles from './ending.module.css';

const MOST = 6;

function Row({ keySummary: key, scale }: { keySummary: KeySummary; scale: Scale }) {
  const from = scale.at(key.validFrom);
  const till = scale.at(key.validTill);
  return (
    <li className={styles.row}>
      <span className={`cut ${styles.name}`} title={`${key.id} ${key.label}`}>
        {shortId(key.id)} {key.label}
      </span>
      <span className={styles.track} aria-hidden>
        <span className={styles.bar} data-state={key.state} style={{ left: `${from}%`, width: `${Math.max(0.6, till - from)}%` }} />
      </span>
      <span className={styles.end} data-state={key.state}>
        <When iso={key.validTill} />
      </span>
    </li>
  );
}

/** What ends when, over the next twelve months. Each row says its date in words, so the bars are only for the eye. */
export function Ending({ keys, now }: { keys: readonly KeySummary[]; now: number }) {
  const scale = timelineScale(now);
  const shown = endingNext(keys, MOST);
  const more = keys.filter(isOpen).length - shown.length;
  return (
    <Card title="What ends when" aside={more > 0 ? `soonest first; ${more.toLocaleString('en')} more under Keys` : 'soonest first'}>
      {shown.length === 0 ? (
        <p className={styles.empty}>No key yet, so nothing can end.</p>
      ) : (
        <div className={styles.chart}>
          <div className={styles.months} aria-hidden>
            {scale.months.map((month) => (
              <span key={month}>{month}</span>
            ))}
          </div>
          <div className={styles.grid} aria-hidden>
            <span className={styles.today} style={{ left: `${scale.at(now)}%` }}>
              today
            </span>
          </div>
          <ul className={styles.rows}>
            {shown.map((key) => (
              <Row key={key.id} keySummary={key} scale={scale} />
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}
