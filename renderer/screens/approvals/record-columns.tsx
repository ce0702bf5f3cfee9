import type { ApprovalRecord } from '../../../shared/model/approvals.ts';
import { Pill } from '../../components/pill.tsx';
import type { Column } from '../../components/virtual-table.tsx';
import { utc } from '../../lib/dates.ts';
import { amountText } from '../../lib/money.ts';
import { useNow } from '../../lib/use-now.ts';
import { OUTCOMES } from './outcomes.ts';
import { KINDS } from './words.ts';
import styles from './record.module.css';

const stamp = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const olderStamp = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** The clock where it is this year, else the year. */
function stampText(iso: string, now: number): string {
  const then = new Date(iso);
  return (then.getFullYear() === new Date(now).getFullYear() ? stamp : olderStamp).format(then);
}

function Stamp({ iso }: { iso: string }) {
  return (
    <time dateTime={iso} title={utc(iso)} className="number dim">
      {stampText(iso, useNow())}
    </time>
  );
}

export function OutcomePill({ outcome }: Pick<ApprovalRecord, 'outcome'>) {
  const { word, tone, icon: Icon, says } = OUTCOMES[outcome];
  return (
    <Pill tone={tone} title={says}>
      <Icon size={14} aria-hidden /> {word}
    </Pill>
  );
}

/** Who approved, and who prepared where that was somebody else. */
function whoText({ preparedBy, approvedBy }: ApprovalRecord): string {
  if (!approvedBy) return preparedBy?.name ?? '';
  return preparedBy && preparedBy.id !== approvedBy.id ? `${approvedBy.name}, prepared by ${preparedBy.name}` : approvedBy.name;
}

export const RECORD_COLUMNS: readonly Column<ApprovalRecord>[] = [
  {
    id: 'at',
    name: 'When',
    track: '112px',
    render: ({ at }) => <Stamp iso={at} />,
  },
  {
    id: 'what',
    name: 'What',
    track: 'minmax(150px, 2fr)',
    render: ({ kind, title, says }) => {
      const Icon = KINDS[kind].icon;
      return (
        <div className={styles.what}>
          <Icon size={16} stroke={1.7} role="img" aria-label={KINDS[kind].name} />
          <span className={styles.both}>
            <span className="cut" title={title}>
              {title}
            </span>
            <span className={`cut dim ${styles.small}`} title={says}>
              {says}
            </span>
          </span>
        </div>
      );
    },
  },
  { id: 'amount', name: 'Amount', track: '108px', head: <span className={styles.right}>Amount</span>, render: ({ amount }) => <span className={styles.amount}>{amount ? amountText(amount) : ''}</span> },
  { id: 'outcome', name: 'Outcome', track: '96px', render: ({ outcome }) => <OutcomePill outcome={outcome} /> },
  {
    id: 'who',
    name: 'Who',
    track: 'minmax(64px, 1fr)',
    render: (record) => (
      <div className="cut" title={whoText(record)}>
        {whoText(record)}
      </div>
    ),
  },
];
