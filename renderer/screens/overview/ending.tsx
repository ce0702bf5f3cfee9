import { Button } from '@mantine/core';
import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import { Card } from '../../components/card.tsx';
import { When } from '../../components/when.tsx';
import { go } from '../../place.ts';
import { EXPIRY_LOOKS } from '../expiry/looks.ts';
import { timelineScale, type Scale } from '../expiry/timeline-scale.ts';
import { Months, Track } from '../expiry/track.tsx';
import { standingOf } from '../expiry/words.ts';
import { endingNext } from './ending-next.ts';
import styles from './ending.module.css';

const MOST = 6;

function Row({ item, scale, now }: { item: ExpiryItem; scale: Scale; now: number }) {
  const look = EXPIRY_LOOKS[item.kind];
  return (
    <li className={styles.row}>
      <span className={styles.name} title={`${look.name} ${item.title}${item.connectionNames.length > 0 ? `, ${item.connectionNames.join(', ')}` : ''}`}>
        <look.icon size={15} stroke={1.7} aria-label={look.name} role="img" />
        <span className="cut">{item.title}</span>
      </span>
      <Track item={item} scale={scale} now={now} />
      <span className={styles.end} data-standing={standingOf(item, now)}>
        <When iso={item.endsAt} />
      </span>
    </li>
  );
}

/** What ends when, over the next twelve months. Each row says its date in words, so the bars are only for the eye. */
export function Ending({ items, now }: { items: readonly ExpiryItem[]; now: number }) {
  const scale = timelineScale(now);
  const shown = endingNext(items, now, MOST);
  const more = items.length - shown.length;
  const aside = (
    <>
      {more > 0 ? `soonest first; ${more.toLocaleString('en')} more` : 'soonest first'}
      <Button size="compact-sm" variant="subtle" onClick={() => go({ screen: 'expiry' })}>
        All that ends
      </Button>
    </>
  );
  return (
    <Card title="What ends when" aside={aside}>
      {shown.length === 0 ? (
        <p className={styles.empty}>Nothing in use is going to end.</p>
      ) : (
        <div className={styles.chart}>
          <div className={styles.months}>
            <Months scale={scale} />
          </div>
          <ul className={styles.rows}>
            {shown.map((item) => (
              <Row key={item.id} item={item} scale={scale} now={now} />
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}
