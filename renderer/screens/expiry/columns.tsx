import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import type { Column } from '../../components/virtual-table.tsx';
import { When } from '../../components/when.tsx';
import { days } from './lead-text.ts';
import { EXPIRY_LOOKS } from './looks.ts';
import type { Row } from './rows.ts';
import { StandingPill } from './standing-pill.tsx';
import { timelineScale, type Scale } from './timeline-scale.ts';
import { Months, Track } from './track.tsx';
import { standingOf } from './words.ts';
import styles from './expiry.module.css';

function What({ item }: { item: ExpiryItem }) {
  const look = EXPIRY_LOOKS[item.kind];
  const over = item.connectionNames.join(', ');
  return (
    <div className={styles.what}>
      <look.icon size={18} stroke={1.7} aria-hidden />
      <div style={{ minWidth: 0 }}>
        <div className={`cut ${styles.title}`} title={`${item.title} (${item.id})`}>
          {item.title}
        </div>
        <div className={`cut dim ${styles.small}`} title={over}>
          {look.name}
          {over && `, ${over}`}
        </div>
      </div>
    </div>
  );
}

function Group({ name, count }: { name: string; count: number }) {
  return (
    <div className={`cut ${styles.group}`} title={name}>
      {name} <span className="dim">{count.toLocaleString('en')}</span>
    </div>
  );
}

function TimelineHead({ scale }: { scale: Scale }) {
  return (
    <>
      <VisuallyHidden>The next twelve months</VisuallyHidden>
      <Months scale={scale} />
    </>
  );
}

/** For rows of things only; the head of a group has nothing in this column. */
function ofItem(render: (item: ExpiryItem) => ReactNode): (row: Row) => ReactNode {
  return (row) => ('item' in row ? render(row.item) : null);
}

/** The columns of the board, with the timeline as seen from `now` (milliseconds since the epoch). */
export function boardColumns(now: number): Column<Row>[] {
  const scale = timelineScale(now);
  return [
    { id: 'what', name: 'What', track: 'minmax(170px, 1.1fr)', render: (row) => ('item' in row ? <What item={row.item} /> : <Group name={row.group} count={row.count} />) },
    { id: 'timeline', name: 'The next twelve months', track: 'minmax(220px, 2fr)', head: <TimelineHead scale={scale} />, render: ofItem((item) => <Track item={item} scale={scale} now={now} />) },
    {
      id: 'ends',
      name: 'Ends',
      track: '104px',
      render: ofItem((item) => (
        <span className={styles.ends} data-standing={standingOf(item, now)}>
          <When iso={item.endsAt} />
          <StandingPill item={item} now={now} />
        </span>
      )),
    },
    {
      id: 'lead',
      name: 'Lead time',
      track: '72px',
      render: ofItem((item) => (
        <>
          <div className="number dim">{days(item.leadDays)}</div>
          {item.hasOwnLead && <div className={`dim ${styles.small}`}>its own</div>}
        </>
      )),
    },
  ];
}
