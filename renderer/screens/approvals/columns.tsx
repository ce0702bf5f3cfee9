import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconEyeCheck from '@tabler/icons-react/dist/esm/icons/IconEyeCheck.mjs';
import IconHelp from '@tabler/icons-react/dist/esm/icons/IconHelp.mjs';
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs';
import IconLoader2 from '@tabler/icons-react/dist/esm/icons/IconLoader2.mjs';
import type { ReactNode } from 'react';
import type { ApprovalItem, OpenApproval } from '../../../shared/model/approvals.ts';
import { SortButton, type Sort } from '../../components/sort-button.tsx';
import type { Column } from '../../components/virtual-table.tsx';
import { happened, utc } from '../../lib/dates.ts';
import { amountText } from '../../lib/money.ts';
import { useNow } from '../../lib/use-now.ts';
import { subjectOf } from './words.ts';
import styles from './approvals.module.css';

type Mark = { icon: ReactNode; word: string; tone: 'warn' | 'plain' | 'ok' };

const MARKS: Partial<Record<OpenApproval['state'], Mark>> = {
  unclear: { icon: <IconHelp size={14} aria-hidden />, word: 'answer lost', tone: 'warn' },
  sending: { icon: <IconLoader2 size={14} aria-hidden />, word: 'being sent', tone: 'plain' },
  asking: { icon: <IconLoader2 size={14} aria-hidden />, word: 'begun', tone: 'plain' },
  clear: { icon: <IconLoader2 size={14} aria-hidden />, word: 'can be sent', tone: 'plain' },
};

function markOf({ approval, origin }: ApprovalItem): Mark | undefined {
  if (approval?.needsAnother) return { icon: <IconEyeCheck size={14} aria-hidden />, word: 'waits for another person', tone: 'plain' };
  const mark = approval && MARKS[approval.state];
  if (mark) return mark;
  if (approval?.state === 'prepared' && approval.preparedBy) return { icon: <IconEyeCheck size={14} aria-hidden />, word: `prepared by ${approval.preparedBy.name}`, tone: 'plain' };
  return origin === 'link' || origin === 'file' ? { icon: <IconLink size={14} aria-hidden />, word: `by a ${origin}`, tone: 'warn' } : undefined;
}

/** "Invoice 2026-1187 · payroll API, 09:14": what tells two of the same payee apart. */
function underText({ kind, reference, transfers, madeBy, madeAt }: ApprovalItem, now: number): string {
  // The day is said only where it is another one.
  const made = [madeBy, madeAt && happened(madeAt, now).replace(' today', '')].filter(Boolean).join(', ');
  const about = kind === 'fund-batch' && transfers !== undefined ? `${transfers} ${transfers === 1 ? 'transfer' : 'transfers'}` : reference;
  return [about, made].filter(Boolean).join(' · ');
}

function Subject({ item, done }: { item: ApprovalItem; done: string | undefined }) {
  const mark: Mark | undefined = done === undefined ? markOf(item) : { icon: <IconCheck size={14} aria-hidden />, word: done, tone: 'ok' };
  const under = underText(item, useNow());
  return (
    <>
      <div className={`cut ${styles.payee}`} title={subjectOf(item)}>
        {subjectOf(item)}
      </div>
      <div className={`cut dim ${styles.under}`} title={[under, item.madeAt && utc(item.madeAt)].filter(Boolean).join(', ')}>
        {mark && (
          <span className={styles.mark} data-tone={mark.tone}>
            {mark.icon} {mark.word}
            {under && ' · '}
          </span>
        )}
        {under}
      </div>
    </>
  );
}

export type Checking = { checked: ReadonlySet<string>; canCheck(item: ApprovalItem): boolean; onCheck(item: ApprovalItem): void; /** What was just done, and what it came to. */ done: { key: string; word: string } | undefined };

/** The columns of the inbox. The box is also ticked with the space bar, so it is no stop of its own. */
export function itemColumns({ checked, canCheck, onCheck, done }: Checking, sort: Sort, onSort: (sort: Sort) => void): Column<ApprovalItem>[] {
  return [
    {
      id: 'check',
      name: 'Pick',
      track: '20px',
      head: <span className={styles.hidden}>Pick</span>,
      render: (item) => (
        // The browser's own box: a row must be cheap enough to come into view within a frame.
        <input
          type="checkbox"
          className={styles.tick}
          tabIndex={-1}
          aria-label={`Pick ${subjectOf(item)}`}
          checked={checked.has(item.key)}
          disabled={!canCheck(item)}
          onClick={(event) => event.stopPropagation()}
          onChange={() => onCheck(item)}
        />
      ),
    },
    {
      id: 'payee',
      name: 'Payee',
      track: 'minmax(0, 1fr)',
      head: (
        <span className={styles.heads}>
          <SortButton id="payee" name="Payee" sort={sort} onSort={onSort} />
          <SortButton id="made" name="Made" sort={sort} onSort={onSort} />
        </span>
      ),
      render: (item) => <Subject item={item} done={item.key === done?.key ? done.word : undefined} />,
    },
    {
      id: 'amount',
      name: 'Amount',
      track: 'max-content',
      head: <SortButton id="amount" name="Amount" sort={sort} onSort={onSort} />,
      render: ({ amount }) => <span className={styles.amount}>{amount ? amountText(amount) : ''}</span>,
    },
  ];
}
