import type { WebhookSubscription } from '../../../shared/model/webhooks.ts';
import { Pill } from '../../components/pill.tsx';
import type { Column } from '../../components/virtual-table.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import styles from './webhooks.module.css';

/** Whether it is delivered over mTLS, in a word. */
export function MtlsPill({ mtlsEnabled }: Pick<WebhookSubscription, 'mtlsEnabled'>) {
  if (mtlsEnabled === undefined) return <Pill tone="plain" title="Wise does not say.">not said</Pill>;
  return mtlsEnabled ? <Pill tone="ok">mTLS</Pill> : <Pill tone="warn">without mTLS</Pill>;
}

/** Wise writes times in several forms. */
export function Made({ createdAt }: Pick<WebhookSubscription, 'createdAt'>) {
  return createdAt !== undefined && !Number.isNaN(Date.parse(createdAt)) ? <When iso={createdAt} as="day" /> : 'not said';
}

export const SUBSCRIPTION_COLUMNS: readonly Column<WebhookSubscription>[] = [
  {
    id: 'name',
    name: 'Subscription',
    track: 'minmax(96px, 1.4fr)',
    sortable: true,
    render: (one) => (
      <>
        <div className={`cut ${styles.name}`} title={one.name}>
          {one.name}
        </div>
        <div className={`dim ${styles.small}`} title={one.id}>
          {shortId(one.id)}
        </div>
      </>
    ),
  },
  {
    id: 'event',
    name: 'Event',
    track: 'minmax(150px, 1.2fr)',
    sortable: true,
    render: (one) => (
      <>
        <div className="cut" title={one.triggerOn}>
          {one.triggerOn}
        </div>
        <div className={`dim number ${styles.small}`}>{one.version}</div>
      </>
    ),
  },
  {
    id: 'url',
    name: 'Delivered to',
    track: 'minmax(84px, 2fr)',
    sortable: true,
    render: (one) => (
      <div className="cut" title={one.url}>
        {one.url}
      </div>
    ),
  },
  { id: 'mtls', name: 'How', track: '102px', sortable: true, render: (one) => <MtlsPill mtlsEnabled={one.mtlsEnabled} /> },
  { id: 'made', name: 'Made', track: '86px', sortable: true, render: (one) => <span className="dim"><Made createdAt={one.createdAt} /></span> },
];
