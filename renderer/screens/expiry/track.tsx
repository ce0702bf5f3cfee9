import { DAY_MS as DAY } from '../../../shared/days.ts';
import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import type { Scale } from './timeline-scale.ts';
import { standingOf } from './words.ts';
import styles from './track.module.css';


/** From today to its end, the lead time in another colour; the mark is the end. For the eye only: the row says its date in words. */
export function Track({ item, scale, now }: { item: ExpiryItem; scale: Scale; now: number }) {
  const end = Date.parse(item.endsAt);
  const today = scale.at(now);
  const at = scale.at(end);
  const leadFrom = Math.max(today, scale.at(end - item.leadDays * DAY));
  return (
    <span className={styles.track} data-standing={standingOf(item, now)} aria-hidden>
      <span className={styles.today} style={{ left: `${today}%` }} />
      {end > now && <span className={styles.bar} style={{ left: `${today}%`, width: `${Math.max(0, at - today)}%` }} />}
      {end > now && scale.isWithin(end) && !item.isCovered && <span className={styles.lead} style={{ left: `${leadFrom}%`, width: `${at - leadFrom}%` }} />}
      {scale.isWithin(end) || end <= now ? <span className={styles.end} style={{ left: `${at}%` }} /> : <span className={styles.beyond} />}
    </span>
  );
}

/** The months that a track spans. */
export function Months({ scale }: { scale: Scale }) {
  return (
    <span className={styles.months} aria-hidden>
      <span className={styles.names}>
        {scale.months.map(({ id, name }) => (
          <span key={id}>{name}</span>
        ))}
      </span>
    </span>
  );
}
